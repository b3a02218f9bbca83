import { Badge, Button, Group, Modal, NumberInput, Paper, SimpleGrid, Stack, Text, TextInput, ThemeIcon, Title } from '@mantine/core';
import { IconMail, IconPlus, IconShoppingCart, IconSparkles } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { ErrorState } from '@/components/ErrorState';
import { Loading } from '@/components/Loading';
import { PageHeader } from '@/components/PageHeader';
import { errorText } from '@/lib/errorText';
import { fractionDigits } from '@/lib/format';
import { notifyFailed } from '@/lib/notify';
import { useShop } from '@/lib/session';
import { useShopPaths } from '@/lib/shop';
import { useCreateFlow, useRecipes } from './queries';
import { blank } from './graph/blank';
import type { Recipe } from './types';

/** Flows ready to be switched on. */
export default function RecipesPage() {
  const { t } = useTranslation('flows');
  const { page } = useShopPaths();
  const recipes = useRecipes();
  const [chosen, setChosen] = useState<Recipe | 'blank' | null>(null);
  if (recipes.error) return <ErrorState error={recipes.error} retry={() => void recipes.refetch()} />;
  return (
    <>
      <PageHeader title={t('recipes.title')} subtitle={t('recipes.subtitle')} back={{ to: page('flows'), label: t('title') }} />
      {!recipes.data ? (
        <Loading />
      ) : (
        <SimpleGrid cols={{ base: 1, sm: 2, xl: 3 }} spacing="md">
          {recipes.data.map((recipe) => (
            <Card key={recipe.id} icon={recipe.id === 'abandoned-cart' ? IconShoppingCart : IconSparkles} title={recipe.name} text={recipe.description} action={t('recipes.use')} onUse={() => setChosen(recipe)}>
              <Badge color="gray" leftSection={<IconMail size={13} aria-hidden />}>
                {t('recipes.messages', { count: recipe.messages })}
              </Badge>
              <Badge color="gray">{t(`trigger.${recipe.trigger}`, { defaultValue: recipe.trigger })}</Badge>
            </Card>
          ))}
          <Card icon={IconPlus} title={t('recipes.blank')} text={t('recipes.blankText')} action={t('recipes.start')} onUse={() => setChosen('blank')} quiet />
        </SimpleGrid>
      )}
      {chosen && <Create recipe={chosen} onClose={() => setChosen(null)} />}
    </>
  );
}

interface CardProps {
  icon: typeof IconMail;
  title: string;
  text: string;
  action: string;
  onUse: () => void;
  quiet?: boolean;
  children?: React.ReactNode;
}

function Card({ icon: Sign, title, text, action, onUse, quiet, children }: CardProps) {
  return (
    <Paper p="lg" component="article" style={{ display: 'flex', flexDirection: 'column', gap: 12, borderColor: 'var(--ritorno-line)', borderStyle: quiet ? 'dashed' : undefined }}>
      <Group gap="sm" wrap="nowrap">
        <ThemeIcon size={40} variant="light" color={quiet ? 'gray' : undefined}>
          <Sign size={22} stroke={1.7} aria-hidden />
        </ThemeIcon>
        <Title order={2} fz="md">
          {title}
        </Title>
      </Group>
      <Text size="sm" c="dimmed" style={{ flex: 1 }}>
        {text}
      </Text>
      {children && <Group gap={6}>{children}</Group>}
      <Button variant={quiet ? 'default' : 'light'} onClick={onUse} aria-label={`${action}: ${title}`}>
        {action}
      </Button>
    </Paper>
  );
}

function Create({ recipe, onClose }: { recipe: Recipe | 'blank'; onClose: () => void }) {
  const { t, i18n } = useTranslation('flows');
  const { page } = useShopPaths();
  const navigate = useNavigate();
  const { currency } = useShop();
  const unit = 10 ** fractionDigits(currency);
  const create = useCreateFlow();
  const [name, setName] = useState(recipe === 'blank' ? '' : recipe.name);
  const settings = recipe === 'blank' ? [] : (recipe.settings ?? []);
  const [values, setValues] = useState(() => Object.fromEntries(settings.map((setting) => [setting.name, setting.value])));
  const submit = () =>
    create.mutate(
      recipe === 'blank'
        ? { name: name.trim(), definition: blank() }
        : { recipe: recipe.id, name: name.trim(), settings: values },
      {
        onSuccess: (flow) => void navigate(page(`flows/${flow.id}`)),
        onError: (error) => notifyFailed(errorText(error, t)),
      },
    );
  return (
    <Modal opened onClose={onClose} title={t('recipes.createTitle')} closeButtonProps={{ 'aria-label': t('action.close') }}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          if (name.trim()) submit();
        }}
      >
        <Stack>
          <TextInput data-autofocus label={t('recipes.name')} value={name} onChange={(event) => setName(event.currentTarget.value)} maxLength={200} required />
          {settings.map((setting) => (
            <NumberInput
              key={setting.name}
              label={t(`setting.${setting.name}.label`, { defaultValue: setting.name })}
              description={t(`setting.${setting.name}.text`, { defaultValue: '' }) || undefined}
              min={0}
              decimalScale={setting.kind === 'money' ? fractionDigits(currency) : 0}
              decimalSeparator={i18n.language === 'en' ? '.' : ','}
              suffix={setting.kind === 'money' ? ` ${currency}` : undefined}
              value={(values[setting.name] ?? 0) / (setting.kind === 'money' ? unit : 1)}
              onChange={(next) =>
                setValues({ ...values, [setting.name]: Math.round(Number(next) * (setting.kind === 'money' ? unit : 1)) })
              }
            />
          ))}
          <Text size="sm" c="dimmed">
            {t('recipes.draftText')}
          </Text>
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              {t('action.cancel')}
            </Button>
            <Button type="submit" loading={create.isPending} disabled={!name.trim()}>
              {t('recipes.create')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
