/** A column of a list. The name is also that of its slot, and what the API sorts by. */
export interface ListColumn {
  prop: string;
  label: string;
  width?: number;
  minWidth?: number;
  /** In place of either, where the table is narrow. */
  narrow?: number;
  /** What heads the card of a row on a phone; without one, the first column does. */
  foremost?: boolean;
}

/** What a list shows, as a table or as cards. */
export interface ListRows<T> {
  /** What it is a list of. */
  label: string;
  rows: readonly T[];
  columns: readonly ListColumn[];
  /** A column, with a minus before it for the largest first; empty for the list's own order. */
  sort: string;
  empty: string;
  /** Whether rows are on their way; those of before stay until then. */
  loading: boolean;
  /** Whether a row leads somewhere. */
  linked: boolean;
  selectable: boolean;
}
