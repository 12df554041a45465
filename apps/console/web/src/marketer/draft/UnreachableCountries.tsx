import { Alert, List } from '@mantine/core';
import { IconMapPinOff } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { Reason } from '../../design/Reason';
import { useFormats } from '../../design/use-formats';
import type { Check } from './marks';

/** Countries of the recipients to which the text would not be sent, unless it is refused for the same reason everywhere. */
export function UnreachableCountries({
  check: { refusedCountries, reasons, mention },
  regions,
}: {
  check: Check;
  regions: readonly { region: string; contacts: number }[];
}) {
  const { t } = useTranslation('marketer');
  const { number, region } = useFormats();
  const everywhere = new Set(reasons.map(({ code }) => code));
  // A mention in the text goes to every country; the automatic one is a link where no code works and the advertiser has a host.
  const hasOwn = mention.verdict === 'accept';
  const shown = refusedCountries.filter(({ code }) => !everywhere.has(code));
  if (shown.length === 0) return null;
  const contactsOf = new Map(regions.map((each) => [each.region, each.contacts]));
  const codes = [...new Set(shown.map(({ code }) => code))];
  return (
    <Alert color="orange" icon={<IconMapPinOff aria-hidden />} title={t('draft.text.notThere')}>
      {codes.map((code) => (
        <div key={code}>
          <Reason code={code} />
          <List size="sm" spacing={2}>
            {shown
              .filter((each) => each.code === code)
              .map(({ country }) => {
                const count = contactsOf.get(country) ?? 0;
                return (
                  <List.Item key={country}>
                    {t('draft.text.contactsIn', { count, number: number(count), country: region(country) })}
                  </List.Item>
                );
              })}
          </List>
          {code === 'MENTION_CODE_UNREACHABLE' && t(hasOwn ? 'draft.text.needsLink' : 'draft.text.needsHost')}
        </div>
      ))}
    </Alert>
  );
}
