// "Check against servers": which servers, how fast, and the one confirmation, which names hosts and the number of
// connections. Start is the only way to a check.

import { useState } from "react";
import { useStore } from "zustand";
import { CheckPlan } from "@/components/check/check-plan";
import { problemText } from "@/components/check/check-text";
import { PacePicker } from "@/components/check/pace-picker";
import { ServerPicker } from "@/components/check/server-picker";
import { Button } from "@/components/ui/button";
import { Modal } from "@/components/ui/modal";
import { VisibleText } from "@/components/ui/visible-text";
import { startCheck } from "@/lib/page/actions/check/check-actions";
import { chooseServers } from "@/lib/page/config/checked-servers";
import { configStore } from "@/lib/page/config/config";
import { actionText } from "@/lib/page/diagnosis/texts/action-text";
import { checkChoiceStore, closeCheckDialog } from "@/lib/page/overview/check-choice";
import { overviewStore } from "@/lib/page/overview/overview-store";
import { checkRunState, checkStore } from "@/lib/page/state/check-store";
import { isUnreadable } from "@/lib/page/state/vault-store";
import type { Fault } from "@/lib/shared/base/result";
import type { ActionFault } from "@/lib/shared/facts/action-fault";

export function CheckDialog() {
  const isOpen = useStore(checkChoiceStore, ({ ids }) => ids !== null);
  return (
    <Modal title="Check against servers" isOpen={isOpen} onClose={closeCheckDialog} wide>
      <CheckForm />
    </Modal>
  );
}

function CheckForm() {
  const { ids, listed, typed, pace } = useStore(checkChoiceStore);
  const config = useStore(configStore);
  const isRunning = useStore(checkStore, (state) => {
    const run = checkRunState(state);
    return run === "running" || run === "paused";
  });
  const [isValidated, setValidated] = useState(false);
  const [isStarting, setStarting] = useState(false);
  const [fault, setFault] = useState<Fault<ActionFault> | null>(null);
  const { servers, problems } = chooseServers(config, {
    listed: config.servers.filter(({ name }) => listed.has(name)),
    typed: typed ?? "",
    pace,
    isPageHttps: location.protocol === "https:",
  });
  const all = ids ?? [];
  const readable = all.filter((id) => !isUnreadable(id)).length;
  const [problem] = problems;

  const onStart = async () => {
    if (problem !== undefined || servers.length === 0) return setValidated(true);
    setStarting(true);
    // Reading what is known of many creds takes a moment, in which the dialog may be closed.
    const isWanted = () => checkChoiceStore.getState().ids === ids;
    const reply = await startCheck(all, servers, null, isWanted);
    setStarting(false);
    if (!reply.ok) return setFault(reply.fault);
    if (!isWanted()) return;
    closeCheckDialog();
    overviewStore.setState({ view: "servers" });
  };
  const said =
    problem !== undefined
      ? isValidated
        ? problemText(problem)
        : ""
      : servers.length === 0 && isValidated
        ? "Choose a server, or type an address."
        : "";
  return (
    <form
      noValidate
      className="grid gap-4"
      onSubmit={(event) => {
        event.preventDefault();
        void onStart();
      }}
    >
      <ServerPicker
        error={said}
        onLeave={() => setValidated(typed !== null && typed.trim() !== "")}
      />
      <PacePicker />
      <CheckPlan servers={servers} readable={readable} unreadable={all.length - readable} />
      {isRunning ? (
        <p className="text-warn">A check is running. Start ends it and drops its results.</p>
      ) : null}
      {fault ? (
        <p role="alert" className="text-bad">
          <VisibleText>{`${actionText(fault).title}. ${actionText(fault).next}`}</VisibleText>
        </p>
      ) : null}
      <div className="flex justify-end gap-2">
        <Button onClick={closeCheckDialog}>Cancel</Button>
        <Button
          type="submit"
          tone={servers.some(({ isProduction }) => isProduction) ? "alarm" : "primary"}
          disabled={readable === 0 || isStarting}
        >
          Start
        </Button>
      </div>
    </form>
  );
}
