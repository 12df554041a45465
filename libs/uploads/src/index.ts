export { CsvFile, type CsvRefusal } from './csv-file';
