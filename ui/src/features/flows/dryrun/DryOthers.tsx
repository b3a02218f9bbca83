import { Anchor, Table } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { Section } from '@/components/Section';
import { useShopPaths } from '@/lib/shop';
import { useFormat } from '@/lib/useFormat';
import { useSpeaker } from '../speaker';
import type { DryOther } from './types';

const NUMBERS = ['entered', 'refused', 'messages', 'waiting', 'stopped', 'ended'] as const;

/** What came of those who went on in other flows. */
export function DryOthers({ others }: { others: DryOther[] }) {
  const { t } = useTranslation('flows');
  const format = useFormat();
  const speaker = useSpeaker();
  const { page } = useShopPaths();
  if (others.length === 0) return null;
  const of = (other: DryOther, number: (typeof NUMBERS)[number]) =>
    number === 'refused' ? Object.values(other.refused).reduce((sum, n) => sum + n, 0) : number === 'ended' ? other.ended + other.heldOut : other[number];
  return (
    <Section title={t('dry.others')} text={t('dry.othersText')} flush>
      <Table.ScrollContainer minWidth={560} scrollAreaProps={{ viewportProps: { tabIndex: 0, role: 'region', 'aria-label': t('dry.others') } }}>
        <Table>
          <Table.Thead>
            <Table.Tr>
              <Table.Th>{t('dry.otherFlow')}</Table.Th>
              {NUMBERS.map((number) => (
                <Table.Th key={number} ta="end">
                  {t(`dry.other.${number}`)}
                </Table.Th>
              ))}
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {others.map((other) => (
              <Table.Tr key={other.flow}>
                <Table.Td>
                  <Anchor component={Link} to={page(`flows/${other.flow}`)}>
                    {speaker.flowName(other.flow)}
                  </Anchor>
                </Table.Td>
                {NUMBERS.map((number) => (
                  <Table.Td key={number} ta="end">
                    {format.number(of(other, number))}
                  </Table.Td>
                ))}
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </Table.ScrollContainer>
    </Section>
  );
}
