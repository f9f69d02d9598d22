// One group of keyboard shortcuts, in the list of keys and in the help.

import type { ShortcutList } from "@/lib/page/help/shortcuts-text";

export function ShortcutGroup({ group, list }: ShortcutList) {
  return (
    <section>
      <h3 className="mb-2 text-data font-semibold text-ink-2">{group}</h3>
      <dl className="grid gap-1.5">
        {list.map(({ keys, action }) => (
          <div key={action} className="flex items-baseline justify-between gap-4">
            <dt>{action}</dt>
            <dd className="flex shrink-0 gap-1">
              {keys.map((key) => (
                <kbd
                  key={key}
                  className="rounded border border-b-2 border-line-strong bg-sunken px-1.5 text-hint text-ink-2"
                >
                  {key}
                </kbd>
              ))}
            </dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
