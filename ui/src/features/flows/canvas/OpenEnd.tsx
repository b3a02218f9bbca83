import { Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import classes from './FlowCanvas.module.css';

/** Where a way leads to nothing yet. */
export function OpenEnd() {
  const { t } = useTranslation('flows');
  return (
    <div className={classes.open}>
      <Text span size="xs">
        {t('openEnd')}
      </Text>
    </div>
  );
}
