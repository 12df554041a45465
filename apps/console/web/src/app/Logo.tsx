/** The octagon of a stop sign with a message in it. */
export function Logo({ size = 28 }: { size?: number }) {
  return (
    <svg width={size} height={size} viewBox="0 0 32 32" aria-hidden="true">
      <path d="M10 2h12l8 8v12l-8 8H10l-8-8V10z" fill="var(--mantine-primary-color-filled)" />
      <path d="M8 11h16v9H15l-4 4v-4H8z" fill="#fff" />
    </svg>
  );
}
