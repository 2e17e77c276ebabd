/** A column of a list. The name is also that of its slot, and what the API sorts by. */
export interface ListColumn {
  prop: string;
  label: string;
  width?: number;
  minWidth?: number;
  /** What a phone shows first, before one scrolls to the side. */
  foremost?: boolean;
  /** Nobody can order the list by it. */
  fixedOrder?: boolean;
}
