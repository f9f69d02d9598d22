import { expect, test } from "vitest";
import { factsOf } from "@/lib/testing/diagnosis-facts";
import { archiveNames, copyName } from "./copy-names";

const of = (name: string, kind: "file" | "paste" = "file") => ({
  sources: [{ kind, name, bytes: 1, part: 0 }],
  facts: factsOf(),
});

test("a copy has the name of its file, and pasted text that of its user", () => {
  expect(copyName(of("folder/my file.creds"))).toBe("my_file-cleaned.creds");
  expect(copyName(of("pasted text", "paste"))).toBe("svc-orders-cleaned.creds");
  expect(copyName(of(""))).toBe("user-cleaned.creds");
});

test("an archive keeps folders, numbers what has one name, and leads nowhere else", () => {
  expect(
    archiveNames(
      [
        ...["prod/a.creds", "prod/a.creds", "PROD/A.txt", "stage/a.creds"],
        ...["../../etc/passwd", "/abs.creds", "C:\\x\\y.creds", "..", "."],
      ].map((name) => of(name)),
    ),
  ).toEqual([
    ...["prod/a.creds", "prod/a-2.creds", "PROD/A-3.creds", "stage/a.creds"],
    ...["etc/passwd.creds", "abs.creds", "C_/x/y.creds", "user.creds", "user-2.creds"],
  ]);
});
