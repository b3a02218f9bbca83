import { useTranslation } from 'react-i18next';
import { useSegmentNames } from '@/components/condition/catalog';
import { KNOWN_EVENTS, eventKey } from '@/components/condition/kinds';
import type { Cause } from './definition';

/** What starts or stops a flow, in words. */
export function useTriggerText() {
  const { t } = useTranslation(['flows', 'condition']);
  const segments = useSegmentNames();
  return (cause: Cause): string => {
    switch (cause.type) {
      case 'cart-abandoned':
        return t('flows:trigger.cart-abandoned');
      case 'order':
        return t('flows:stop.order');
      case 'condition':
        return t('flows:stop.condition');
      case 'segment-entered':
        return t('flows:trigger.segment-entered', {
          segment: segments.data?.find(({ id }) => id === cause.segment)?.name ?? '…',
        });
      case 'event': {
        const name = String(cause.name ?? '');
        return t('flows:trigger.event', {
          event: (KNOWN_EVENTS as readonly string[]).includes(name) ? t(`condition:eventName.${eventKey(name)}`) : name || '…',
        });
      }
      default:
        return cause.type;
    }
  };
}
