import { describe, expect, it } from "vitest";
import { decide } from "@/lib/page/permissions/decide";
import { rulesOf } from "@/lib/page/permissions/rule-set";
import { parseQuery } from "@/lib/shared/console/query";
import { FILTER_SYNTAX } from "./filter-syntax-text";
import { PERMISSION_EXAMPLES } from "./permission-examples-text";

describe("an example of the help", () => {
  it.each(PERMISSION_EXAMPLES)("$says", ({ permissions, action, subject, queue, kind }) => {
    expect(decide(rulesOf(permissions), { action, subject, queue }).kind).toBe(kind);
  });

  it.each(FILTER_SYNTAX)("%s is a term of the filter", (term) => {
    const { query, problems } = parseQuery(term);
    expect(problems).toEqual([]);
    expect(query).not.toEqual(parseQuery("").query);
    // What is no other term is searched as text.
    const isText = query.texts.length > 0;
    expect(isText).toBe(term === "eur" || term.startsWith('"'));
  });
});
