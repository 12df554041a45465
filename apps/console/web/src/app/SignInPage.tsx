import { Button, Center, Paper, Stack, Text, Title } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Logo } from './Logo';
import { useTitle } from '../design/use-title';
import { changeLanguage, languages } from '../i18n/language';
import { hasKeptFields } from '../session/kept-fields';
import { sessionHasEnded, signIn } from '../session/session';

export function SignInPage() {
  const { t, i18n } = useTranslation('app');
  useTitle(t('signIn.title'));
  return (
    <Center component="main" mih="100vh" p="md">
      <Paper withBorder p="xl" maw={420} w="100%">
        <Stack>
          <Logo size={48} />
          <Title order={1}>{t('signIn.title')}</Title>
          {sessionHasEnded() ? (
            <Text role="alert">{t(hasKeptFields() ? 'signIn.endedKept' : 'signIn.ended')}</Text>
          ) : (
            <Text>{t('signIn.detail')}</Text>
          )}
          <Button size="md" onClick={signIn}>
            {t('signIn.go')}
          </Button>
          {languages
            .filter((language) => language !== i18n.language)
            .map((language) => (
              <Button key={language} variant="subtle" lang={language} onClick={() => void changeLanguage(language)}>
                {t(`languages.${language}`)}
              </Button>
            ))}
        </Stack>
      </Paper>
    </Center>
  );
}
