// The fields of one condition in the form of the filter.

import { Field } from "@/components/ui/field";
import { COMPARISONS, HEADER_OPS, JSON_OPS, type QueryRow } from "@/lib/page/console/query-rows";
import { OPERATOR_WORDS } from "./query-text";

interface QueryRowFieldsProps {
  readonly row: QueryRow;
  readonly onChange: (row: QueryRow) => void;
}

export function QueryRowFields({ row, onChange }: QueryRowFieldsProps) {
  const value = (label: string, placeholder: string, type?: string) => (
    <Field
      mono
      size="sm"
      type={type ?? "text"}
      {...(type === undefined ? {} : { step: 0.001 })}
      aria-label={label}
      placeholder={placeholder}
      value={row.value}
      onChange={(event) => onChange({ ...row, value: event.currentTarget.value })}
      className="flex-1 basis-28"
    />
  );
  return (
    <div className="flex min-w-0 flex-wrap items-center gap-1.5">
      <Inner row={row} onChange={onChange} value={value} />
    </div>
  );
}

interface InnerProps extends QueryRowFieldsProps {
  readonly value: (label: string, placeholder: string, type?: string) => React.ReactNode;
}

function Inner({ row, onChange, value }: InnerProps) {
  switch (row.kind) {
    case "subject":
      return value("Subject pattern", "orders.>");
    case "text":
      return (
        <>
          {value("Text to find", "EUR")}
          <MatchCase row={row} onChange={onChange} />
        </>
      );
    case "regex":
      return (
        <>
          {value("Regular expression", "^orders\\.(eu|us)")}
          <MatchCase row={row} onChange={onChange} />
        </>
      );
    case "subscription":
      return value("Subject of the subscription", "orders.>");
    case "group":
      return value("Filter of the group", "lamp -orders.eu.>");
    case "header":
      return (
        <>
          {value("Header name to find", "Trace-Id")}
          <Operator row={row} onChange={onChange} options={HEADER_OPS} />
          <SecondField
            row={row}
            onChange={onChange}
            label="Header value to find"
            placeholder="value"
          />
        </>
      );
    case "json":
      return (
        <>
          {value("JSON path", ".items[0].id")}
          <Operator row={row} onChange={onChange} options={JSON_OPS} />
          <SecondField row={row} onChange={onChange} label="JSON value" placeholder="100 or EUR" />
        </>
      );
    case "size":
      return (
        <>
          <Operator row={row} onChange={onChange} options={COMPARISONS} />
          {value("Size in bytes", "10k")}
        </>
      );
    case "after":
      return value("From time", "", "datetime-local");
    case "before":
      return value("Until time", "", "datetime-local");
    case "reply":
      return value("Reply subject to find", "_INBOX.>");
    case "status":
      return value("Status to find", "503");
    case "hex":
      return value("Bytes in hex", "0a 0d");
  }
}

function MatchCase({ row, onChange }: QueryRowFieldsProps) {
  return (
    <label className="flex items-center gap-1 text-small text-ink-2">
      <input
        type="checkbox"
        checked={row.isCaseSensitive}
        onChange={(event) => onChange({ ...row, isCaseSensitive: event.currentTarget.checked })}
      />
      Match case
    </label>
  );
}

interface OperatorProps extends QueryRowFieldsProps {
  readonly options: readonly string[];
}

function Operator({ row, onChange, options }: OperatorProps) {
  return (
    <select
      aria-label="Comparison"
      value={row.op}
      onChange={(event) => onChange({ ...row, op: event.currentTarget.value })}
      className="h-7 rounded-[7px] border border-line-strong bg-panel px-1.5 text-data"
    >
      {options.map((op) => (
        <option key={op} value={op}>
          {OPERATOR_WORDS[op] ?? op}
        </option>
      ))}
    </select>
  );
}

interface SecondFieldProps extends QueryRowFieldsProps {
  readonly label: string;
  readonly placeholder: string;
}

function SecondField({ row, onChange, label, placeholder }: SecondFieldProps) {
  if (row.op === "exists") return null;
  return (
    <Field
      mono
      size="sm"
      aria-label={label}
      placeholder={placeholder}
      value={row.other}
      onChange={(event) => onChange({ ...row, other: event.currentTarget.value })}
      className="flex-1 basis-24"
    />
  );
}
