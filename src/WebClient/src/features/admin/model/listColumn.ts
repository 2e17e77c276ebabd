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
