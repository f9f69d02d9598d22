// A bar from issue to expiry that shows how much has passed. It updates every second only on the last day.

import { useNow } from "@/components/shared/use-now";
import { When } from "@/components/shared/when";
import { cx } from "@/lib/page/base/cx";
import { formatCountdown } from "@/lib/page/format/duration";
import type { JwtFacts } from "@/lib/shared/facts/creds";
import { Claim, claimText } from "./claim";
import { type Life, lifeOf } from "./life";
import { longLife } from "./life-text";

const DAY_MS = 86_400_000;

const FILL = { ok: "bg-ok", warn: "bg-warn", bad: "bg-bad" } satisfies Record<Life["tone"], string>;
const TEXT = {
  ok: "text-ink",
  warn: "text-warn",
  bad: "text-bad",
} satisfies Record<Life["tone"], string>;

export function LifeBar({ jwt }: { jwt: JwtFacts }) {
  const coarse = useNow(60_000);
  const isNear = lifeOf(jwt, coarse).spanMs < DAY_MS + 120_000;
  const now = useNow(isNear ? 1_000 : 60_000);
  const life = lifeOf(jwt, now);
  const { issuedAtSec, expiresAtSec, notBeforeSec } = jwt;
  const exp = claimText(jwt, "exp");
  const wholeMs = ((expiresAtSec ?? 0) - (issuedAtSec ?? 0)) * 1_000;
  // A JWT that lives for hours needs the time of day, not only the date.
  const nearMs = expiresAtSec && wholeMs < 2 * DAY_MS ? now : null;
  return (
    <div className="mt-3.5">
      {/* The text below says the same. */}
      <div aria-hidden className="h-1.5 overflow-hidden rounded-full border border-line bg-sunken">
        <div
          className={cx("h-full", FILL[life.tone], life.passed === null && "hidden")}
          ref={(bar) => {
            if (bar) bar.style.width = `${(life.passed ?? 0) * 100}%`;
          }}
        />
      </div>
      <div className="mt-1.25 flex flex-wrap justify-between gap-x-3 text-hint text-ink-3">
        <Claim of="iat" value={claimText(jwt, "iat")}>
          {issuedAtSec === null ? (
            "issue time not given"
          ) : (
            <>
              issued <When ms={issuedAtSec * 1_000} nearMs={nearMs} />
            </>
          )}
        </Claim>
        <span className={cx("font-medium tabular-nums", TEXT[life.tone])}>{longLife(life)}</span>
        {exp === null ? null : (
          <Claim of="exp" value={exp}>
            {expiresAtSec ? (
              <>
                {life.state === "ended" ? "expired" : "expires"}{" "}
                <When ms={expiresAtSec * 1_000} nearMs={nearMs} />
              </>
            ) : null}
          </Claim>
        )}
      </div>
      {notBeforeSec ? (
        <p className="mt-0.5 text-hint text-ink-3">
          valid from <When ms={notBeforeSec * 1_000} precise />
          {life.state === "early" ? `, in ${formatCountdown(life.spanMs)}` : null}
        </p>
      ) : null}
    </div>
  );
}
