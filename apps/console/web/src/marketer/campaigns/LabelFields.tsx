import { TagsInput, TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';

export interface Label {
  name: string;
  tags: string[];
}

/** Maxima of the service. */
const MAX_NAME = 120;
const MAX_TAG = 40;
const MAX_TAGS = 10;

/** Fields for the name and tags of a campaign. */
export function LabelFields({
  label: { name, tags },
  change,
  isRequired,
}: {
  label: Label;
  change: (label: Label) => void;
  /** False where the service gives a name to a campaign without one. */
  isRequired: boolean;
}) {
  const { t } = useTranslation('campaigns');
  return (
    <>
      <TextInput
        label={t('name')}
        description={isRequired ? t('nameHint') : `${t('nameHint')} ${t('nameDefault')}`}
        value={name}
        onChange={({ currentTarget }) => change({ name: currentTarget.value, tags })}
        required={isRequired}
        maxLength={MAX_NAME}
        dir="auto"
      />
      <TagsInput
        label={t('tags')}
        description={t('tagsHint')}
        value={tags}
        onChange={(now) => change({ name, tags: now.map((tag) => tag.trim().slice(0, MAX_TAG)).filter(Boolean) })}
        maxTags={MAX_TAGS}
        splitChars={[',', ';']}
      />
    </>
  );
}
