import { Badge } from '@mantine/core';

/** State of a thing: a dot of colour beside the word, as colour alone means nothing to many. */
export function StateBadge({ label, colour }: { label: string; colour: string }) {
  return (
    <Badge
      variant="dot"
      color={colour}
      tt="none"
      fw={500}
      c="var(--mantine-color-text)"
      size="lg"
      // Beside a long text a table would leave it no room.
      style={{ flexShrink: 0, minWidth: 'max-content' }}
    >
      {label}
    </Badge>
  );
}
