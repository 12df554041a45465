import { Module } from '@nestjs/common';
import { AddressBooksController } from './books/address-books.controller';
import { ChangeAddressBook } from './books/change-address-book';
import { CreateAddressBook } from './books/create-address-book';
import { EmptyBooks } from './books/empty-books';
import { FindAddressBooks } from './books/find-address-books';
import { SummariseBook } from './books/summarise-book';
import { ChangeContact } from './change-contact';
import { ContactsController } from './contacts.controller';
import { FindContacts } from './find-contacts';
import { FollowOptOuts } from './follow-opt-outs';
import { ContinueImport } from './imports/continue-import';
import { ExamineFile } from './imports/examine-file';
import { FindImports } from './imports/find-imports';
import { ImportContacts } from './imports/import-contacts';
import { ImportsController } from './imports/imports.controller';
import { ReceiveImport } from './imports/receive-import';
import { ImportRunner } from './imports/run-imports';
import { StoreContacts } from './imports/store-contacts';
import { OneContactController } from './one-contact.controller';
import { AddressBookOwner, ImportOwner } from './owners';
import { FindPerson } from './persons/find-person';
import { PersonsController } from './persons/persons.controller';

/** Address books, imports into them, and their contacts. */
@Module({
  controllers: [AddressBooksController, ContactsController, OneContactController, ImportsController, PersonsController],
  providers: [
    AddressBookOwner,
    ImportOwner,
    FindAddressBooks,
    SummariseBook,
    CreateAddressBook,
    ChangeAddressBook,
    EmptyBooks,
    FindContacts,
    ChangeContact,
    FollowOptOuts,
    FindPerson,
    FindImports,
    ImportContacts,
    StoreContacts,
    ExamineFile,
    ReceiveImport,
    ContinueImport,
    ImportRunner,
  ],
  exports: [FindAddressBooks, FindImports, FollowOptOuts],
})
export class ContactsModule {}
