import { Badge, Group } from '@mantine/core';

/** Tags of a campaign. */
export function Tags({ tags }: { tags: readonly string[] }) {
  if (tags.length === 0) return null;
  return (
    <Group gap={4} component="span">
      {tags.map((tag) => (
        <Badge
          key={tag}
          variant="default"
          tt="none"
          fw={400}
          component="span"
          dir="auto"
          styles={{ label: { overflow: 'visible' } }}
        >
          {tag}
        </Badge>
      ))}
    </Group>
  );
}
