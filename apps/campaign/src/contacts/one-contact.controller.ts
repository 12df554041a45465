import { Body, Controller, Delete, Get, Param, Patch } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { Permits } from '@stopsms/access';
import { LooksAtPersonalData } from '@stopsms/audit';
import { Problem, Refuses } from '@stopsms/http';
import { ZodResponse, createZodDto } from 'nestjs-zod';
import { z } from 'zod';
import { ChangeContact, type ContactRefusal } from './change-contact';
import { FindContacts } from './find-contacts';
import { AddressBookOwner } from './owners';
import { DeletedAnswer } from './books/address-books.schema';
import { ContactChangesDto, contactId, whole } from './contact-fields';
import { ContactAnswer } from './contacts.schema';
import { ApiIfMatch, IfMatch, changedMeanwhile } from '../http-parts/if-match';
import { uuid } from '../http-parts/request-fields';

class ContactPath extends createZodDto(z.object({ id: uuid('an address book id'), contactId })) {}

@ApiTags('contacts')
@Controller('v1/address-books/:id/contacts/:contactId')
export class OneContactController {
  constructor(
    private readonly changeContact: ChangeContact,
    private readonly find: FindContacts,
  ) {}

  @Get()
  @Permits('contacts:read', { owner: AddressBookOwner, param: 'id' })
  @LooksAtPersonalData()
  @Refuses('not-found')
  @ZodResponse({ status: 200, type: ContactAnswer })
  @ApiOperation({ summary: 'A contact with its phone number' })
  async get(@Param() { id, contactId: which }: ContactPath) {
    const contact = await this.find.byId(id, which);
    if (!contact) throw Problem.notFound('contact', which);
    return whole(contact);
  }

  @Patch()
  @Permits('contacts:write', { owner: AddressBookOwner, param: 'id' })
  @ApiIfMatch()
  @Refuses('not-found')
  @ZodResponse({ status: 200, type: ContactAnswer })
  @ApiOperation({
    summary: 'Changes attributes of a contact; messages that are already created keep their text',
    description: 'A phone number cannot be changed: another number is another contact, with its own consent.',
  })
  async change(
    @Param() { id, contactId: which }: ContactPath,
    @Body() { attributes }: ContactChangesDto,
    @IfMatch() version: number | undefined,
  ) {
    const changed = await this.changeContact.change(id, which, attributes, version);
    if (!changed.ok) throw problemOf(which, changed.refusal);
    return whole(changed.value);
  }

  @Delete()
  @Permits('contacts:write', { owner: AddressBookOwner, param: 'id' })
  @ApiIfMatch()
  @Refuses('not-found')
  @ZodResponse({ status: 200, type: DeletedAnswer })
  @ApiOperation({
    summary: 'Deletes a contact from its address book; running campaigns create no further message for it',
    description:
      'Deletion is neither an opt-out nor a withdrawal of consent: a later import may add the number again. Sent messages can still be proven.',
  })
  async delete(@Param() { id, contactId: which }: ContactPath, @IfMatch() version: number | undefined) {
    const deleted = await this.changeContact.delete(id, which, version);
    if (!deleted.ok) throw problemOf(which, deleted.refusal);
    return { id: which, deleted: true as const };
  }
}

function problemOf(id: string, refusal: ContactRefusal): Problem {
  switch (refusal.code) {
    case 'contact-unknown':
      return Problem.notFound('contact', id);
    case 'changed-meanwhile':
      return changedMeanwhile('The contact', refusal);
    case 'too-many-attributes': {
      const detail = `attributes: a contact has ${refusal.most} at most. Take some away.`;
      return Problem.ofField('invalid-request', 'body', 'attributes', detail);
    }
  }
}
