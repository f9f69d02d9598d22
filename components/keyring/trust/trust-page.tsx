// The page of one account or operator JWT: what it says, section by section, to be read, copied and forgotten.

import { prettyText } from "@/components/shared/claims/claim-values";
import { ShortKey } from "@/components/shared/short-key";
import { When } from "@/components/shared/when";
import { Button } from "@/components/ui/button";
import { CopyButton } from "@/components/ui/copy-button";
import { Modal } from "@/components/ui/modal";
import { VisibleText } from "@/components/ui/visible-text";
import { forgetTrust, trustJwtText } from "@/lib/page/actions/trust-actions";
import { formatCount } from "@/lib/page/format/count";
import type { TrustFacts } from "@/lib/shared/facts/creds";
import { type TrustSection, trustSections } from "./trust-sections";

/** Of very long lists the first are shown. */
const MOST_LINES = 200;

export interface TrustPageProps {
  readonly facts: TrustFacts;
  readonly onClose: () => void;
}

export function TrustPage({ facts: { id, jwt, source }, onClose }: TrustPageProps) {
  const onForget = () => {
    onClose();
    void forgetTrust(id);
  };
  return (
    <Modal title={jwt.kind === "operator" ? "Operator" : "Account"} isOpen wide onClose={onClose}>
      <div data-trust-page={id}>
        <p className="text-name font-semibold wrap-anywhere">
          <VisibleText>{jwt.name ?? source.name}</VisibleText>
        </p>
        <dl className="mt-2 grid grid-cols-[auto_minmax(0,1fr)] gap-x-3 gap-y-1 text-small">
          <dt className="text-ink-3">Key</dt>
          <dd className="mono wrap-anywhere">
            <VisibleText>{id}</VisibleText>
          </dd>
          {jwt.issuer === null ? null : (
            <>
              <dt className="text-ink-3">Signed by</dt>
              <dd>{jwt.issuer === id ? "itself" : <ShortKey of={jwt.issuer} />}</dd>
            </>
          )}
          <dt className="text-ink-3">Signature</dt>
          <dd className={jwt.signature === "invalid" ? "text-bad" : undefined}>{jwt.signature}</dd>
          <dt className="text-ink-3">Issued</dt>
          <dd>
            {jwt.issuedAtSec === null ? "not said" : <When ms={jwt.issuedAtSec * 1000} precise />}
          </dd>
          <dt className="text-ink-3">Expires</dt>
          <dd>
            {jwt.expiresAtSec === null ? "never" : <When ms={jwt.expiresAtSec * 1000} precise />}
          </dd>
          <dt className="text-ink-3">From</dt>
          <dd className="wrap-anywhere">
            <VisibleText>{source.name}</VisibleText>
          </dd>
        </dl>
        {trustSections(jwt).map((section) => (
          <Section key={section.title} section={section} />
        ))}
      </div>
      <div className="mt-4 flex flex-wrap justify-end gap-2">
        <CopyButton text={id} label="Copy the key" visibleText="Copy key" />
        <CopyButton
          text={() => prettyText(jwt.claims)}
          label="Copy the claims as JSON"
          visibleText="Copy claims"
        />
        {jwt.holdsSeed ? null : (
          <CopyButton
            text={() => trustJwtText(id)}
            label="Copy the JWT as issued"
            visibleText="Copy JWT"
          />
        )}
        <Button tone="danger" size="sm" onClick={onForget}>
          Forget this JWT
        </Button>
      </div>
    </Modal>
  );
}

function Section({ section: { title, none, lines } }: { section: TrustSection }) {
  return (
    <section aria-label={title} className="mt-4">
      <h3 className="mb-1 text-data font-semibold text-ink-2">
        {title}
        {lines.length > 1 ? (
          <span className="ml-1.5 font-normal text-ink-3">{formatCount(lines.length)}</span>
        ) : null}
      </h3>
      {lines.length === 0 ? <p className="text-small text-ink-2">{none}</p> : null}
      <ul className="grid gap-1">
        {lines.slice(0, MOST_LINES).map(({ name, text, atSec }, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: the lines of a JWT keep their order, and names may repeat.
          <li key={index} data-trust-line={name} className="text-small wrap-anywhere">
            <code className="mr-2">
              <VisibleText>{name}</VisibleText>
            </code>
            <span className="text-ink-2">
              <VisibleText>{text}</VisibleText>{" "}
              {atSec === undefined ? null : <When ms={atSec * 1000} precise />}
            </span>
          </li>
        ))}
      </ul>
      {lines.length > MOST_LINES ? (
        <p className="mt-1 text-small text-ink-2">
          The first {formatCount(MOST_LINES)}. Copy claims has all.
        </p>
      ) : null}
    </section>
  );
}
