import { Button, Radio, Stack } from '@mantine/core';
import { useNavigate } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { answerOf } from '../../api/answer';
import { api } from '../../api/clients';
import { useAct } from '../../api/use-act';
import { ForAdvertiser } from '../../design/ForAdvertiser';
import { PageHead } from '../../design/PageHead';
import { ProblemView } from '../../design/ProblemView';
import { useKeptState } from '../../session/kept-fields';
import { OfAdvertiser } from '../advertisers/OfAdvertiser';
import { useAdvertisers } from '../advertisers/use-advertisers';
import { type Label, LabelFields } from '../campaigns/LabelFields';
import { BookChoice } from './BookChoice';

/** The beginning of a campaign: for whom, to whom and what kind; with that it is a draft on the server. */
export function NewCampaignPage() {
  const { t } = useTranslation('marketer');
  return (
    <>
      <PageHead title={t('campaigns.create')} detail={t('draft.begin')} />
      <OfAdvertiser>{(advertiserId) => <Beginning key={advertiserId} advertiserId={advertiserId} />}</OfAdvertiser>
    </>
  );
}

const NO_LABEL: Label = { name: '', tags: [] };

function Beginning({ advertiserId }: { advertiserId: string }) {
  const { t } = useTranslation('marketer');
  const [addressBookId, setBook] = useKeptState<string | undefined>('book', undefined);
  const [category, setCategory] = useKeptState<'marketing' | 'informative'>('category', 'marketing');
  const [label, setLabel] = useKeptState<Label>('label', NO_LABEL);
  const navigate = useNavigate();
  const name = useAdvertisers().data?.find(({ id }) => id === advertiserId)?.name ?? '';
  const begin = useAct(
    (book: string) =>
      answerOf(
        api.campaign.POST('/v1/campaigns', {
          params: {},
          // A draft has a text; an advert names who it is from, so this one begins with it, and it leaves with its mention.
          body: {
            ...{ advertiserId, addressBookId: book, category, text: `${name} : `, tags: label.tags },
            ...(label.name.trim() !== '' && { name: label.name.trim() }),
            ...(category === 'marketing' && { mention: 'insert' as const }),
          },
        }),
      ),
    {
      changes: [['campaigns']],
      then: ({ id }) =>
        void navigate({ to: `/campaigns/${id}/draft`, search: { step: 'text' } as never, replace: true }),
    },
  );
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        if (addressBookId !== undefined) begin.mutate(addressBookId);
      }}
    >
      <Stack maw={520}>
        <BookChoice advertiserId={advertiserId} value={addressBookId} choose={setBook} />
        <Radio.Group
          label={t('draft.text.category')}
          value={category}
          onChange={(value) => setCategory(value as 'marketing' | 'informative')}
        >
          <Stack gap="xs" mt="xs">
            <Radio value="marketing" label={t('category.marketing')} description={t('draft.marketingHint')} />
            <Radio value="informative" label={t('category.informative')} description={t('draft.informativeHint')} />
          </Stack>
        </Radio.Group>
        <LabelFields label={label} change={setLabel} isRequired={false} />
        {begin.error !== null && <ProblemView error={begin.error} />}
        <ForAdvertiser id={advertiserId} />
        <div>
          <Button type="submit" disabled={addressBookId === undefined} loading={begin.isPending}>
            {t('draft.toText')}
          </Button>
        </div>
      </Stack>
    </form>
  );
}
