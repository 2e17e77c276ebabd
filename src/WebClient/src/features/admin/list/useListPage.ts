import { computed, onScopeDispose, ref, shallowRef, watch } from 'vue';
import { useI18n } from 'vue-i18n';
import { useRoute, useRouter } from 'vue-router';

import type { ApiError } from '@/api/problem';
import type { Page } from '@/api/types';

import { useFeed } from '../shell/feed';

export const PAGE_SIZES = [20, 50, 100];
/** Of an address that somebody made up: the API counts pages in 32 bits. */
const LAST_PAGE = 2_147_483_647;

export interface ListOptions<T, Q, K extends keyof Q & string> {
  /** The names of the filters, in the address and of the API alike. */
  filters: readonly K[];
  load: (query: Q) => Promise<Page<T>>;
}

/** One page of a list whose order, filters and place stand in the address, so that a reload or a link shows the same. */
export function useListPage<T, Q, K extends keyof Q & string = never>({ filters, load }: ListOptions<T, Q, K>) {
  type Change = { [name in K | 'sort' | 'page' | 'page_size']?: string };
  const { t, te } = useI18n();
  const route = useRoute();
  const router = useRouter();
  const feed = useFeed();
  const rows = shallowRef<readonly T[]>([]);
  const count = ref(0);
  /** Refused is what no second try will get. */
  const state = ref<'loading' | 'ready' | 'failed' | 'refused'>('loading');
  const failure = ref('');
  const text = (name: string) => (typeof route.query[name] === 'string' ? route.query[name] : '');

  const page = computed(() => Math.min(LAST_PAGE, Math.max(1, Math.trunc(Number(text('page'))) || 1)));
  const pageSize = computed(() => PAGE_SIZES.find((size) => size === Number(text('page_size'))) ?? PAGE_SIZES[0]!);
  const sort = computed(() => text('sort'));
  const filter = computed(() => Object.fromEntries(filters.map((name) => [name, text(name)])) as Record<K, string>);
  const asked = computed(() => JSON.stringify({ ...filter.value, sort: sort.value, page: page.value, page_size: pageSize.value }));

  let latest = 0;
  async function reload(): Promise<void> {
    const mine = ++latest;
    state.value = 'loading';
    try {
      const found = await load(JSON.parse(asked.value) as Q);
      if (mine !== latest) return;
      rows.value = found.results;
      count.value = found.count;
      state.value = 'ready';
      // The last row of the last page is gone: the page before it is the last one now.
      if (found.results.length === 0 && page.value > 1)
        change({ page: String(Math.max(1, Math.ceil(found.count / pageSize.value))) } as Change);
    } catch (error) {
      if (mine !== latest) return;
      failure.value = sentence(error as ApiError);
      state.value = (error as ApiError).status === 400 ? 'refused' : 'failed';
    }
  }

  /** What is wrong with which field, by the name that it has on the page. */
  function sentence({ errors, advice }: ApiError): string {
    const field = Object.keys(errors)[0];
    return field && te(`console.fields.${field}`) ? t('console.wrongField', { field: t(`console.fields.${field}`), text: advice }) : advice;
  }

  /** A new order or filter starts at the first page. */
  function change(query: Change): void {
    const next = { ...route.query, page: undefined, ...query };
    void router.replace({
      query: Object.fromEntries(Object.entries(next).map(([key, value]) => [key, value || undefined])),
      params: route.params,
    });
  }

  watch(asked, () => void reload(), { immediate: true });
  watch(
    () => feed.isConnected,
    (isBack) => isBack && state.value === 'failed' && void reload(),
  );
  // What is answered now is of no list that one looks at, and the address is another's.
  onScopeDispose(() => latest++);

  return { rows, count, state, failure, page, pageSize, sort, filter, reload, change };
}
