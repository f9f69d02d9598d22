// Permissions in plain words: each rule with an example, and a form that decides with the same rules as the tester of
// the workbench. It knows no creds, so it says nothing about those that are loaded in another tab.

import { useId, useRef, useState } from "react";
import { ACTION_WORDS, DECISION_LOOKS } from "@/components/permissions/decision-mark";
import { Button } from "@/components/ui/button";
import { Field, TextArea } from "@/components/ui/field";
import { cx } from "@/lib/page/base/cx";
import {
  PERMISSION_EXAMPLES,
  type PermissionExample,
} from "@/lib/page/help/permission-examples-text";
import { decide } from "@/lib/page/permissions/decide";
import { whyText } from "@/lib/page/permissions/decision-text";
import { rulesOf } from "@/lib/page/permissions/rule-set";
import type { UserPermissions } from "@/lib/shared/facts/creds";
import { checkSubscribeSubject } from "@/lib/shared/grammar/subject";

const LISTS = [
  { key: "publishAllow", label: "Publish: allow" },
  { key: "publishDeny", label: "Publish: deny" },
  { key: "subscribeAllow", label: "Subscribe: allow" },
  { key: "subscribeDeny", label: "Subscribe: deny" },
] as const;

type ListKey = (typeof LISTS)[number]["key"];

type Form = Readonly<Record<ListKey | "subject" | "queue", string>> & {
  readonly hasReplies: boolean;
};

const linesOf = (list: readonly string[] | null): string => (list ?? []).join("\n");

function formOf({ permissions, subject, queue }: PermissionExample): Form {
  const { publish, subscribe, responses } = permissions;
  return {
    publishAllow: linesOf(publish.allow),
    publishDeny: linesOf(publish.deny),
    subscribeAllow: linesOf(subscribe.allow),
    subscribeDeny: linesOf(subscribe.deny),
    subject,
    queue,
    hasReplies: responses !== null,
  };
}

function permissionsOf(form: Form): UserPermissions {
  const list = (key: ListKey) => {
    const entries = form[key].split("\n").map((line) => line.trim());
    return entries.some(Boolean) ? entries.filter(Boolean) : null;
  };
  return {
    publish: { allow: list("publishAllow"), deny: list("publishDeny") },
    subscribe: { allow: list("subscribeAllow"), deny: list("subscribeDeny") },
    responses: form.hasReplies ? { max: 1, ttlNs: 0 } : null,
  };
}

const [FIRST] = PERMISSION_EXAMPLES;

export function PermissionHelp() {
  const [form, setForm] = useState<Form | null>(() => (FIRST === undefined ? null : formOf(FIRST)));
  const tester = useRef<HTMLElement>(null);
  const onTry = (example: PermissionExample) => {
    setForm(formOf(example));
    tester.current?.scrollIntoView({ block: "nearest" });
    tester.current?.focus();
  };
  return (
    <>
      <ul className="mt-3 grid gap-2 rounded-xl border border-line bg-panel p-4 shadow-card">
        {PERMISSION_EXAMPLES.map((example) => (
          <li
            key={`${example.says}${example.queue}`}
            className="flex flex-wrap items-start justify-between gap-x-4 gap-y-1"
          >
            <div className="min-w-0 flex-1 basis-80">
              <p>{example.says}</p>
              <Answer permissions={example.permissions} question={example} />
            </div>
            <Button size="sm" onClick={() => onTry(example)}>
              Try it
            </Button>
          </li>
        ))}
      </ul>
      {form === null ? null : (
        <section
          ref={tester}
          tabIndex={-1}
          aria-label="Tester"
          className="mt-3 scroll-mt-24 rounded-xl border border-line bg-panel p-4 shadow-card"
        >
          <h3 className="text-answer font-semibold">Try your own rules</h3>
          <p className="mt-1 text-ink-2">
            One entry a line. The rules are those of the newest server. In the workbench, What may
            it do? asks the same of your own creds.
          </p>
          <PermissionForm form={form} onChange={setForm} />
        </section>
      )}
    </>
  );
}

interface PermissionFormProps {
  readonly form: Form;
  readonly onChange: (form: Form) => void;
}

function PermissionForm({ form, onChange }: PermissionFormProps) {
  const id = useId();
  const permissions = permissionsOf(form);
  const isSubject = checkSubscribeSubject(form.subject).ok;
  return (
    <>
      <div className="mt-3 grid gap-3 sm:grid-cols-2">
        {LISTS.map(({ key, label }) => (
          <div key={key}>
            <label htmlFor={`${id}-${key}`} className="mb-1 block text-data text-ink-2">
              {label}
            </label>
            <TextArea
              id={`${id}-${key}`}
              rows={2}
              value={form[key]}
              onChange={(event) => onChange({ ...form, [key]: event.currentTarget.value })}
            />
          </div>
        ))}
      </div>
      <label className="mt-2 flex w-fit items-center gap-2">
        <input
          type="checkbox"
          checked={form.hasReplies}
          onChange={(event) => onChange({ ...form, hasReplies: event.currentTarget.checked })}
          className="size-4"
        />
        May answer requests that it receives
      </label>
      <div className="mt-3 grid grid-cols-[minmax(0,1fr)_150px] gap-2">
        <Field
          mono
          aria-label="Subject to test"
          placeholder="orders.eu.created"
          value={form.subject}
          error={isSubject || form.subject === "" ? null : "Not a valid subject."}
          onChange={(event) => onChange({ ...form, subject: event.currentTarget.value })}
        />
        <Field
          mono
          aria-label="Queue group to test"
          placeholder="queue group"
          value={form.queue}
          onChange={(event) => onChange({ ...form, queue: event.currentTarget.value })}
        />
      </div>
      <div aria-live="polite" className="mt-2 grid gap-1.5">
        {isSubject
          ? (["publish", "subscribe"] as const).map((action) => (
              <Answer
                key={action}
                permissions={permissions}
                question={{
                  action,
                  subject: form.subject,
                  queue: action === "publish" ? "" : form.queue,
                }}
              />
            ))
          : null}
      </div>
    </>
  );
}

interface AnswerProps {
  readonly permissions: UserPermissions;
  readonly question: Pick<PermissionExample, "action" | "subject" | "queue">;
}

function Answer({ permissions, question }: AnswerProps) {
  const { action, subject, queue } = question;
  const decision = decide(rulesOf(permissions), { action, subject, queue });
  const { icon: Icon, word, className } = DECISION_LOOKS[decision.kind];
  return (
    <p
      data-decision={decision.kind}
      data-action={action}
      data-subject={subject}
      data-rule={decision.rule?.text ?? ""}
      className="grid grid-cols-[16px_minmax(0,1fr)] gap-x-2 text-data text-ink-2 wrap-anywhere"
    >
      <Icon aria-hidden className={cx("mt-0.5 size-4", className)} strokeWidth={2.5} />
      <span>
        {ACTION_WORDS[action]} <code>{subject}</code>
        {queue === "" ? "" : ` in ${queue}`}:{" "}
        <b className={cx("font-semibold", className)}>{word}</b>. {whyText(decision)}
      </span>
    </p>
  );
}
