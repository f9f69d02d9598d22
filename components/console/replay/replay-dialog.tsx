// Sends messages of the shown log again: which, as whom, where to and how fast. Its button Replay is the only way to a
// replay. Its progress is shown here and in the dock. Once it has begun it goes on when the dialog is closed; before, closing
// the dialog cancels it.

import { type FormEvent, Fragment, useState } from "react";
import { useStore } from "zustand";
import { ScopeChoice, useScope } from "@/components/console/export/scope-choice";
import { REPLAY_STARTING, RepeatProgress } from "@/components/console/runs/repeat-progress";
import { useSampledWindow } from "@/components/console/view/use-view";
import { useVault } from "@/components/shared/use-vault";
import { productionOf } from "@/components/shell/production-strip";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Modal } from "@/components/ui/modal";
import { VisibleText } from "@/components/ui/visible-text";
import { cancelStartingReplays, startReplay } from "@/lib/page/actions/send/replay-actions";
import { escapedText } from "@/lib/page/base/visible-characters";
import { configStore } from "@/lib/page/config/config";
import {
  consoleStore,
  isReplayStarting,
  isRunActive,
  viewOf,
} from "@/lib/page/state/console-store";
import { ReplySubjects } from "@/lib/shared/console/reply-subjects";
import { compileSubjectMap, type SubjectMap } from "@/lib/shared/console/subject-map";
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
  const onLeave = () => {
    cancelStartingReplays();
    onClose();
  };
  return (
    <Modal title="Replay messages" isOpen={isOpen} onClose={onLeave}>
      <Replay id={id} onClose={onLeave} />
    </Modal>
  );
}

function Replay({ id, onClose }: Omit<ReplayDialogProps, "isOpen">) {
  const sessions = useVault((state) => state.sessions);
  const open = [...sessions.values()].filter(({ phase }) => phase === "open").map((one) => one.id);
  // It stays when its connection ends, so that a second press does not send as somebody else.
  const [chosen, setChosen] = useState(() => (open.includes(id) ? id : (open[0] ?? null)));
  const sender = chosen ?? open[0] ?? null;
  const isActive = useStore(consoleStore, () => isRunActive(viewOf(sender)));
  const isStarting = useStore(consoleStore, () => isReplayStarting(viewOf(sender)));
  if (sender === null) {
    return (
      <div className="grid gap-4">
        <p>Connect some creds first. Their user sends the messages.</p>
        <Button className="justify-self-end" onClick={onClose}>
          Close
        </Button>
      </div>
    );
  }
  const isRunning = isActive && !isStarting;
  return (
    <div className="grid gap-4">
      {isStarting ? null : <RepeatProgress id={sender} />}
      {isRunning ? (
        <Button className="justify-self-end" onClick={onClose}>
          Continue in the background
        </Button>
      ) : null}
      {/* What was typed is there again after the run. */}
      <div hidden={isRunning}>
        <ReplayForm
          from={id}
          sender={sender}
          open={open}
          isStarting={isStarting}
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
  /** The creds that are connected. */
  readonly open: readonly EntryId[];
  readonly isStarting: boolean;
  readonly onSender: (id: EntryId) => void;
  readonly onClose: () => void;
}

function ReplayForm(props: ReplayFormProps) {
  const { from, sender, open, isStarting, onSender, onClose } = props;
  const [scope, setScope] = useScope();
  const [pattern, setPattern] = useState(">");
  const [target, setTarget] = useState(">");
  const [pace, setPace] = useState<Pace>("original");
  const [times, setTimes] = useState("10");
  const servers = useStore(configStore, (config) => config.servers);
  const address = useVault(({ sessions }) => sessions.get(sender)?.attempt?.address ?? null);
  const production = productionOf(servers, address);
  const prefixes = useInboxPrefixes(sender, from);
  const map = compileSubjectMap(pattern, target, new ReplySubjects(prefixes));
  const speed = speedOf(pace, times);
  const isConnected = open.includes(sender);
  const isReady = map.ok && speed.ok && isConnected && !isStarting;
  const onSubmit = (event: FormEvent) => {
    event.preventDefault();
    if (!isReady) return;
    // Also for those that were shown and not chosen.
    onSender(sender);
    void startReplay({ id: sender, from, scope, pattern, target, speed: speed.value });
  };
  const problem = (code: "pattern" | "target" | "wildcards") =>
    !map.ok && map.fault.code === code ? MAP_PROBLEMS[code] : null;
  return (
    <form aria-label="Replay" className="grid gap-4" onSubmit={onSubmit}>
      <ScopeChoice value={scope.kind} onChange={setScope} />
      <Senders sender={sender} open={open} isFixed={isStarting} onSender={onSender} />
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
      {isConnected || isStarting ? null : (
        <p role="alert" className="text-bad">
          These creds are not connected any more. Connect them again, or send as others.
        </p>
      )}
      {production === null ? null : (
        <p role="alert" className="rounded-[7px] bg-bad-soft px-2.5 py-1.5 text-small text-bad">
          <VisibleText>{production}</VisibleText> is a production server. Its clients will get these
          messages.
        </p>
      )}
      <div className="flex flex-wrap items-center justify-end gap-2">
        <p role="status" className="min-w-0 flex-1 text-small text-ink-2">
          {isStarting ? REPLAY_STARTING : null}
        </p>
        <Button onClick={onClose}>Cancel</Button>
        <Button type="submit" tone={production === null ? "primary" : "alarm"} disabled={!isReady}>
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

interface SendersProps extends Pick<ReplayFormProps, "sender" | "open" | "onSender"> {
  readonly isFixed: boolean;
}

function Senders({ sender, open, isFixed, onSender }: SendersProps) {
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
        disabled={isFixed}
        onChange={(event) => onSender(event.currentTarget.value)}
        className="h-7 min-w-0 rounded-[7px] border border-line-strong bg-panel px-1.5 text-data text-ink"
      >
        {[...new Set([...open, sender])].map((id) => (
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
