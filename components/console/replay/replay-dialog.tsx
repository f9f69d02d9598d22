// Sends messages of the shown log again: which, as whom, where to and how fast. Its button Replay is the only way to a replay. Its
// progress is shown here and in the dock; it goes on when the dialog is closed.

import { type FormEvent, Fragment, useState } from "react";
import { useStore } from "zustand";
import { ScopeChoice, useScope } from "@/components/console/export/scope-choice";
import { isRepeatActive, RepeatProgress } from "@/components/console/runs/repeat-progress";
import { useSampledWindow } from "@/components/console/view/use-view";
import { useVault } from "@/components/shared/use-vault";
import { productionOf } from "@/components/shell/production-strip";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Modal } from "@/components/ui/modal";
import { VisibleText } from "@/components/ui/visible-text";
import { startReplay } from "@/lib/page/actions/send/replay-actions";
import { escapedText } from "@/lib/page/base/visible-characters";
import { configStore } from "@/lib/page/config/config";
import { actionText } from "@/lib/page/diagnosis/texts/action-text";
import { consoleStore, viewOf } from "@/lib/page/state/console-store";
import type { Fault } from "@/lib/shared/base/result";
import { ReplySubjects } from "@/lib/shared/console/reply-subjects";
import { compileSubjectMap, type SubjectMap } from "@/lib/shared/console/subject-map";
import type { ActionFault } from "@/lib/shared/facts/action-fault";
import type { EntryId } from "@/lib/shared/facts/creds";
import { DEFAULT_INBOX_PREFIX } from "@/lib/shared/grammar/inbox";
import { ReplayPace } from "./replay-pace";
import { LEFT_OUT, MAP_PROBLEMS, type Pace, speedOf } from "./replay-text";

export interface ReplayDialogProps {
  readonly id: EntryId;
  readonly isOpen: boolean;
  readonly onClose: () => void;
}

export function ReplayDialog({ id, isOpen, onClose }: ReplayDialogProps) {
  return (
    <Modal title="Replay messages" isOpen={isOpen} onClose={onClose}>
      <Replay id={id} onClose={onClose} />
    </Modal>
  );
}

function Replay({ id, onClose }: Omit<ReplayDialogProps, "isOpen">) {
  const open = useVault(({ sessions }) => sessions);
  const senders = [...open.values()].filter(({ phase }) => phase === "open");
  const [chosen, setChosen] = useState<EntryId>(id);
  const sender = senders.find((one) => one.id === chosen) ?? senders[0];
  const isRunning = useStore(consoleStore, () =>
    isRepeatActive(viewOf(sender?.id ?? null).repeat?.facts.state),
  );
  if (sender === undefined) {
    return (
      <div className="grid gap-4">
        <p>Connect some creds first. Their user sends the messages.</p>
        <Button className="justify-self-end" onClick={onClose}>
          Close
        </Button>
      </div>
    );
  }
  return (
    <div className="grid gap-4">
      <RepeatProgress id={sender.id} />
      {isRunning ? (
        <Button className="justify-self-end" onClick={onClose}>
          Continue in the background
        </Button>
      ) : null}
      {/* What was typed is there again after the run. */}
      <div hidden={isRunning}>
        <ReplayForm
          from={id}
          sender={sender.id}
          senders={senders.map((one) => one.id)}
          onSender={setChosen}
          onClose={onClose}
        />
      </div>
    </div>
  );
}

interface ReplayFormProps {
  readonly from: EntryId;
  readonly sender: EntryId;
  readonly senders: readonly EntryId[];
  readonly onSender: (id: EntryId) => void;
  readonly onClose: () => void;
}

function ReplayForm({ from, sender, senders, onSender, onClose }: ReplayFormProps) {
  const [scope, setScope] = useScope();
  const [pattern, setPattern] = useState(">");
  const [target, setTarget] = useState(">");
  const [pace, setPace] = useState<Pace>("original");
  const [times, setTimes] = useState("10");
  const [isStarting, setStarting] = useState(false);
  const [fault, setFault] = useState<Fault<ActionFault> | null>(null);
  const servers = useStore(configStore, (config) => config.servers);
  const address = useVault(({ sessions }) => sessions.get(sender)?.attempt?.address ?? null);
  const production = productionOf(servers, address);
  const prefixes = useInboxPrefixes(sender, from);
  const map = compileSubjectMap(pattern, target, new ReplySubjects(prefixes));
  const speed = speedOf(pace, times);
  const onSubmit = async (event: FormEvent) => {
    event.preventDefault();
    if (!map.ok || !speed.ok || isStarting) return;
    setStarting(true);
    setFault(null);
    const order = { id: sender, from, scope, pattern, target, speed: speed.value };
    const reply = await startReplay(order);
    setStarting(false);
    if (!reply.ok) setFault(reply.fault);
  };
  const problem = (code: "pattern" | "target" | "wildcards") =>
    !map.ok && map.fault.code === code ? MAP_PROBLEMS[code] : null;
  return (
    <form aria-label="Replay" className="grid gap-4" onSubmit={(event) => void onSubmit(event)}>
      <ScopeChoice value={scope.kind} onChange={setScope} />
      <Senders sender={sender} senders={senders} onSender={onSender} />
      <div className="grid grid-cols-2 gap-2">
        <SubjectField
          label="Subjects to replay"
          shown="Only subjects"
          value={pattern}
          problem={problem("pattern")}
          onChange={setPattern}
        />
        <SubjectField
          label="Replay to"
          shown="Send to"
          value={target}
          problem={problem("target") ?? problem("wildcards")}
          onChange={setTarget}
        />
      </div>
      <Example map={map.ok ? map.value : null} prefixes={prefixes} />
      <ReplayPace pace={pace} times={times} onPace={setPace} onTimes={setTimes} />
      {fault === null ? null : (
        <p role="alert" className="text-bad">
          <VisibleText>{faultText(fault)}</VisibleText>
        </p>
      )}
      {production === null ? null : (
        <p role="alert" className="rounded-[7px] bg-bad-soft px-2.5 py-1.5 text-small text-bad">
          <VisibleText>{production}</VisibleText> is a production server. Its clients will get these
          messages.
        </p>
      )}
      <div className="flex justify-end gap-2">
        <Button onClick={onClose}>Cancel</Button>
        <Button
          type="submit"
          tone={production === null ? "primary" : "alarm"}
          disabled={!map.ok || !speed.ok || isStarting}
        >
          {production === null ? "Replay" : "Replay on production"}
        </Button>
      </div>
    </form>
  );
}

interface SubjectFieldProps {
  readonly label: string;
  readonly shown: string;
  readonly value: string;
  readonly problem: string | null;
  readonly onChange: (value: string) => void;
}

function SubjectField({ label, shown, value, problem, onChange }: SubjectFieldProps) {
  return (
    <div className="grid content-start gap-1">
      <span aria-hidden className="text-small text-ink-2">
        {shown}
      </span>
      <Field
        mono
        size="sm"
        aria-label={label}
        value={value}
        error={problem}
        onChange={(event) => onChange(event.currentTarget.value)}
      />
    </div>
  );
}

function Senders({ sender, senders, onSender }: Omit<ReplayFormProps, "from" | "onClose">) {
  const entries = useVault((state) => state.entries);
  const sessions = useVault((state) => state.sessions);
  const nameOf = (id: EntryId) => {
    const host = sessions.get(id)?.attempt?.address ?? "";
    return escapedText(`${entries.get(id)?.label ?? id} on ${host}`);
  };
  return (
    <label className="grid gap-1 text-small text-ink-2">
      Send as
      <select
        aria-label="Replay as"
        value={sender}
        onChange={(event) => onSender(event.currentTarget.value)}
        className="h-7 min-w-0 rounded-[7px] border border-line-strong bg-panel px-1.5 text-data text-ink"
      >
        {senders.map((id) => (
          <option key={id} value={id}>
            {nameOf(id)}
          </option>
        ))}
      </select>
    </label>
  );
}

/** Of the creds that send and of those that received, where they are not the usual one. */
function useInboxPrefixes(sender: EntryId, from: EntryId): readonly string[] {
  const sessions = useVault((state) => state.sessions);
  const prefixes = [sender, from].flatMap((id) => sessions.get(id)?.inboxPrefix ?? []);
  return [...new Set(prefixes)].filter((prefix) => prefix !== DEFAULT_INBOX_PREFIX);
}

interface ExampleProps {
  readonly map: SubjectMap | null;
  readonly prefixes: readonly string[];
}

/** What becomes of a subject in the list, so that a mapping can be checked before anything is sent. */
function Example({ map, prefixes }: ExampleProps) {
  const rows = useSampledWindow()?.rows ?? [];
  const row = rows.findLast(({ kind }) => kind === "message");
  if (map === null || row === undefined) return null;
  const made = map(row.subject);
  const never = ["$SYS", "$JS", "$SRV", DEFAULT_INBOX_PREFIX, ...prefixes];
  return (
    <p className="text-small text-ink-2 wrap-anywhere">
      <code>
        <VisibleText>{row.subject}</VisibleText>
      </code>{" "}
      {made.ok ? (
        <>
          is sent to{" "}
          <code>
            <VisibleText>{made.value}</VisibleText>
          </code>
          .
        </>
      ) : (
        `is left out: ${LEFT_OUT[made.fault.code]}.`
      )}{" "}
      Reply subjects are dropped. Nothing is sent below{" "}
      {never.map((prefix) => (
        <Fragment key={prefix}>
          <code>
            <VisibleText>{prefix}</VisibleText>
          </code>
          ,{" "}
        </Fragment>
      ))}
      or to a subject where a recorded request wanted its reply. Those are looked for when it
      starts.
    </p>
  );
}

function faultText(fault: Fault<ActionFault>): string {
  const { title, meaning, next } = actionText(fault);
  return [`${title}.`, meaning, next].filter((part) => part !== null && part !== "").join(" ");
}
