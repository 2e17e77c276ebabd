import { ref } from 'vue';
import { useI18n } from 'vue-i18n';

import { adminApi } from '@/api/admin';
import type { Finding, SeenConnection } from '@/api/types';
import { config } from '@/platform/config';

/** How long a proxy may take to let a WebSocket through. */
const PATIENCE_MS = 8_000;

const SEEN_PATH = `${config.base}/health/connection`;

/** What the way from this very browser to the server is like, through whatever proxies there are. */
export function useBrowserPath() {
  const { t } = useI18n();
  const findings = ref<readonly Finding[]>([]);
  let base: string | null = null;

  const ok = (text: string): Finding => ({ check: 'proxy', status: 'ok', text, advice: null });
  const bad = (name: string, values: Record<string, string> = {}, status: Finding['status'] = 'warning'): Finding => ({
    check: 'proxy',
    status,
    text: t(`settings.path.${name}`, values),
    advice: t(`settings.path.${name}Advice`, values),
  });

  async function look(): Promise<void> {
    base ??= (await adminApi.settings()).results.find((setting) => setting.key === 'PublicBaseUrl')?.value ?? null;
    const [seen, opens] = await Promise.all([askByHttp(), tryWebSocket()]);
    findings.value = [
      ...(seen ? judge(seen) : [bad('unreachable', {}, 'fault')]),
      opens ? ok(t('settings.path.socketOpens')) : bad('socketFails'),
    ];
  }

  function judge({ address, scheme, ignored_header: header }: SeenConnection): Finding[] {
    const page = location.protocol.slice(0, -1);
    return [
      header ? bad('headerIgnored', { header, address }) : ok(t('settings.path.address', { address })),
      ...(scheme === page ? [] : [bad('scheme', { page, seen: scheme })]),
      ...(base === null || base === location.origin + config.base ? [] : [bad('base', { page: location.origin + config.base, base })]),
    ];
  }

  return { findings, look };
}

async function askByHttp(): Promise<SeenConnection | null> {
  try {
    const answer = await fetch(new URL(SEEN_PATH, location.origin), { cache: 'no-store', signal: AbortSignal.timeout(PATIENCE_MS) });
    return answer.ok ? ((await answer.json()) as SeenConnection) : null;
  } catch {
    return null;
  }
}

/** Whether a message comes through one; a proxy may also open it and carry nothing. */
function tryWebSocket(): Promise<boolean> {
  return new Promise((resolve) => {
    const address = new URL(SEEN_PATH, location.origin);
    address.protocol = location.protocol === 'https:' ? 'wss:' : 'ws:';
    const socket = new WebSocket(address);
    const limit = setTimeout(() => end(false), PATIENCE_MS);
    function end(opens: boolean): void {
      clearTimeout(limit);
      socket.close();
      resolve(opens);
    }
    socket.onmessage = () => end(true);
    socket.onerror = socket.onclose = () => end(false);
  });
}
