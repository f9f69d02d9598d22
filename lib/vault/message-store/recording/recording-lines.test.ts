// Lines as former versions wrote them are read, whatever a later version added (docs/upgrade.md).
import { expect, it } from "vitest";
import { toText } from "@/lib/shared/base/bytes";
import { readRecordedLine } from "./recording-lines";

it("a line of version 0.1.0 is read, and fields that are not known are ignored", () => {
  const line =
    '{"seq":1,"time":"2026-11-26T02:58:17.123456Z","subject":"a.b","reply":"r","headers":{"A":["1"]},"data":"aGk=","later":{"x":1}}';
  const record = readRecordedLine(line);
  expect(record).toMatchObject({ subject: "a.b", reply: "r", subscription: 0 });
  expect(toText(record?.payload ?? new Uint8Array())).toBe("hi");
  expect(toText(record?.headers ?? new Uint8Array())).toBe("NATS/1.0\r\nA: 1\r\n\r\n");
  const raw =
    '{"time":"2026-11-26T02:58:17Z","subject":"a","head":"TkFUUy8xLjAgNTAzDQoNCg==","data":""}';
  expect(toText(readRecordedLine(raw)?.headers ?? new Uint8Array())).toBe("NATS/1.0 503\r\n\r\n");
});
