import { i18n } from '@/i18n';
import { config } from '@/platform/config';

/** Why it is no use to send the file, as a sentence; empty when only the server can tell. */
export function refusalOf({ size }: File): string {
  const most = config.maxFileSizeBytes;
  return size > most ? i18n.global.t('uploads.tooLarge', { n: Math.round((most / 1024 / 1024) * 10) / 10 }) : '';
}
