// The product's logo: a shield.

export function BrandMark() {
  return (
    <svg aria-hidden="true" viewBox="0 0 24 24" fill="none" className="size-5.5">
      <path
        className="fill-accent"
        d="M12 1.8 3.5 5v6.6c0 4.9 3.4 8.3 8.5 10.4 5.1-2.1 8.5-5.5 8.5-10.4V5z"
      />
      <path
        className="stroke-panel"
        d="m7.8 12.1 2.9 2.9 5.6-6"
        strokeWidth="2.2"
        strokeLinecap="round"
        strokeLinejoin="round"
      />
    </svg>
  );
}
