import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ServiceName } from '@stopsms/contracts';

/** Route of the table in docs/permissions.md, with those it lets in. */
export interface Row {
  service: ServiceName;
  method: string;
  path: string;
  permission: string;
  roles: string[];
  scopes: string[];
  whose: string;
}

const PAGE = readFileSync(join(__dirname, '../../docs/permissions.md'), 'utf8');

export const rows = PAGE.slice(PAGE.indexOf('<!-- routes -->'), PAGE.indexOf('<!-- /routes -->'))
  .split('\n')
  .filter((line) => line.startsWith('| ') && !line.startsWith('| service') && !line.startsWith('| ---'))
  .map((line): Row => {
    const [service, route = '', permission = '', roles = '', scopes = '', whose = ''] = line
      .split('|')
      .slice(1, -1)
      .map((cell) => cell.trim().replaceAll('`', ''));
    const [method = '', path = ''] = route.split(' ');
    const names = (cell: string) => (cell === '–' ? [] : cell.split(', '));
    return {
      service: service as ServiceName,
      method,
      path,
      permission,
      roles: names(roles),
      scopes: names(scopes),
      whose,
    };
  });

/** Routes that are not open to everybody. */
export const closed = rows.filter(({ permission }) => permission !== '–');
