import { Badge, Button, Group, Modal, Paper, SimpleGrid, Stack, Text, TextInput, ThemeIcon, Title } from '@mantine/core';
import {
  IconCake,
  IconEye,
  IconGift,
  IconHandStop,
  IconHeart,
  IconHelpCircle,
  IconMail,
  IconMoodSmile,
  IconPackage,
  IconPlus,
  IconPuzzle,
  IconReceipt,
  IconSearch,
  IconShoppingCart,
  IconSparkles,
  IconStairsUp,
  IconStar,
  IconTrendingDown,
  IconTruckDelivery,
  IconUsers,
} from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { ErrorState } from '@/components/ErrorState';
import { Loading } from '@/components/Loading';
import { PageHeader } from '@/components/PageHeader';
import { errorText } from '@/lib/errorText';
import { notifyFailed } from '@/lib/notify';
import { useShopPaths } from '@/lib/shop';
import { RecipeSettingField } from './RecipeSettingField';
import { useCreateFlow, useRecipes } from './queries';
import { blank } from './graph/blank';
import type { Recipe } from './types';

const ICONS: Record<string, typeof IconMail> = {
  'abandoned-cart': IconShoppingCart,
  welcome: IconHandStop,
  'order-thanks': IconReceipt,
  'win-back': IconHeart,
  'browse-abandoned': IconEye,
  'search-abandoned': IconSearch,
  'cross-sell': IconPuzzle,
  'up-sell': IconStairsUp,
  review: IconStar,
  'satisfaction-survey': IconMoodSmile,
  'leaving-survey': IconHelpCircle,
  delivery: IconTruckDelivery,
  birthday: IconCake,
  'first-order': IconGift,
  affiliate: IconUsers,
  'back-in-stock': IconPackage,
  'price-drop': IconTrendingDown,
};

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
            <Card key={recipe.id} icon={ICONS[recipe.id] ?? IconSparkles} title={recipe.name} text={recipe.description} action={t('recipes.use')} onUse={() => setChosen(recipe)}>
              <Badge color="gray" leftSection={<IconMail size={13} aria-hidden />}>
                {t('recipes.messages', { count: recipe.messages })}
              </Badge>
              <Badge color="gray">{t(`triggerKind.${recipe.trigger}`, { defaultValue: recipe.trigger })}</Badge>
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
  const { t } = useTranslation('flows');
  const { page } = useShopPaths();
  const navigate = useNavigate();
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
            <RecipeSettingField
              key={setting.name}
              setting={setting}
              value={values[setting.name] ?? null}
              onChange={(value) => setValues({ ...values, [setting.name]: value })}
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
