import { Button, Group, Stack, Tabs } from '@mantine/core';
import { IconTrash, IconUpload } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { answerOf } from '../../api/answer';
import { api } from '../../api/clients';
import { questions } from '../../api/questions';
import { Confirm } from '../../design/Confirm';
import { DataPage } from '../../design/DataPage';
import { PageHead } from '../../design/PageHead';
import { useUrlState } from '../../design/url-state';
import { useFormats } from '../../design/use-formats';
import { useId } from '../../design/use-id';
import { bookQuestion } from './book-question';
import { ConsentReport } from './ConsentReport';
import { Contacts } from './Contacts';
import { Imports } from './Imports';
import { RenameBook } from './RenameBook';
import { Upload } from './Upload';

export function BookPage() {
  const { t } = useTranslation('marketer');
  const { number } = useFormats();
  const id = useId();
  const navigate = useNavigate();
  const [{ tab = 'contacts' }, move] = useUrlState();
  const book = useQuery(bookQuestion(id));
  const remove = async () => {
    await answerOf(api.campaign.DELETE('/v1/address-books/{id}', { params: { path: { id } } }));
    await questions.invalidateQueries({ queryKey: ['books'] });
    await navigate({ to: '/address-books', replace: true });
  };
  return (
    <DataPage question={book}>
      {({ name, country, contacts, version, advertiserId }) => (
        <Stack>
          <PageHead
            title={name}
            advertiserId={advertiserId}
            detail={t('book.detail', { count: contacts, number: number(contacts), country })}
            actions={
              <Group gap="xs">
                <RenameBook id={id} name={name} version={version} advertiserId={advertiserId} />
                <Confirm
                  danger
                  advertiserId={advertiserId}
                  title={t('book.delete.title')}
                  yes={t('book.delete.do')}
                  act={remove}
                  trigger={(open) => (
                    <Button variant="default" onClick={open} leftSection={<IconTrash size={16} aria-hidden />}>
                      {t('book.delete.do')}
                    </Button>
                  )}
                >
                  {t('book.delete.detail', { name })}
                </Confirm>
                <Button component={Link} to="/campaigns/new" search={{ advertiser: advertiserId } as never}>
                  {t('campaigns.create')}
                </Button>
              </Group>
            }
          />
          <Tabs
            value={tab}
            onChange={(next) => move({ tab: next ?? undefined, cursor: undefined })}
            keepMounted={false}
          >
            <Tabs.List mb="md">
              <Tabs.Tab value="contacts">{t('book.contacts')}</Tabs.Tab>
              <Tabs.Tab value="import" leftSection={<IconUpload size={16} aria-hidden />}>
                {t('book.import')}
              </Tabs.Tab>
            </Tabs.List>
            <Tabs.Panel value="contacts">
              <Contacts bookId={id} />
            </Tabs.Panel>
            <Tabs.Panel value="import">
              <Stack>
                <Upload bookId={id} />
                <ConsentReport bookId={id} />
                <Imports bookId={id} />
              </Stack>
            </Tabs.Panel>
          </Tabs>
        </Stack>
      )}
    </DataPage>
  );
}
