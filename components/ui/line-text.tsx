// A line for a terminal, with the words marked that the user has to replace.

import { VisibleText } from "@/components/ui/visible-text";
import { partsOfLine } from "@/lib/page/diagnosis/fixes/placeholders-text";

export function LineText({ line }: { readonly line: string }) {
  let offset = 0;
  return partsOfLine(line).map(({ text, isPlaceholder }) => {
    const key = offset;
    offset += text.length;
    return isPlaceholder ? (
      <mark key={key} className="rounded-sm bg-warn-soft px-0.5 text-warn">
        <VisibleText>{text}</VisibleText>
      </mark>
    ) : (
      <VisibleText key={key}>{text}</VisibleText>
    );
  });
}
