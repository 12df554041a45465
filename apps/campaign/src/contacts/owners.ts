import { rowOwner } from '../http-parts/row-owner';
import { CONTACTS_SQL } from './contacts.store';
import { IMPORTS_SQL } from './imports/imports.store';

export class AddressBookOwner extends rowOwner('address book', CONTACTS_SQL.bookOwner) {}
export class ImportOwner extends rowOwner('import', IMPORTS_SQL.owner) {}
