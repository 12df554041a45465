import type { Import } from '../parts';

export type FileForm = Import['form'];

export const formOf = ({ name }: File): FileForm => (name.toLowerCase().endsWith('.json') ? 'json' : 'csv');

/** Row of a data row as a spreadsheet counts, and the evidence file with it: the header is row 1. A JSON file has none. */
export const fileRow = (form: FileForm, row: number): number => (form === 'csv' ? row + 1 : row);
