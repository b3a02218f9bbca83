import { Group, Paper, SimpleGrid, Text, ThemeIcon } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { Section } from '@/components/Section';
import { fractionDigits } from '@/lib/format';
import { useShop } from '@/lib/session';
import { useShopPaths } from '@/lib/shop';
import { useFormat } from '@/lib/useFormat';
import { TEMPLATES, type Template } from './templates';
import classes from './TemplateGrid.module.css';

/** The usual questions to start from. */
export function TemplateGrid() {
  const { t } = useTranslation('segments');
  const { page } = useShopPaths();
  return (
    <Section title={t('templates.title')} text={t('templates.text')}>
      <SimpleGrid cols={{ base: 1, sm: 2, lg: 3 }} spacing="sm">
        {TEMPLATES.map((template) => (
          <Card key={template.id} template={template} to={page(`segments/new?template=${template.id}`)} />
        ))}
      </SimpleGrid>
    </Section>
  );
}

function Card({ template, to }: { template: Template; to: string }) {
  const { t } = useTranslation('segments');
  const format = useFormat();
  const unit = 10 ** fractionDigits(useShop().currency);
  const Sign = template.icon;
  return (
    <Paper component={Link} to={to} p="sm" className={classes.card}>
      <Group wrap="nowrap" gap="sm" align="flex-start">
        <ThemeIcon variant="light" size={36}>
          <Sign size={20} stroke={1.7} aria-hidden />
        </ThemeIcon>
        <div>
          <Text size="sm" fw={600}>
            {t(`templates.${template.id}.name`, { amount: format.moneyShort(50 * unit) })}
          </Text>
          <Text size="xs" c="dimmed">
            {t(`templates.${template.id}.text`)}
          </Text>
        </div>
      </Group>
    </Paper>
  );
}
