import type { Client, Connection, Submittable } from 'pg';

/** PostgreSQL's description of a statement, made without running it. */
export interface Description {
  /** Types of the parameters, by their id. */
  params: number[];
  fields: { name: string; type: number }[];
}

/** The frontend's side of the protocol that `@types/pg` leaves out. */
type Protocol = Connection & {
  parse(query: { name: string; text: string; types: number[] }): void;
  describe(message: { type: 'S'; name: string }): void;
  sync(): void;
  once(event: 'parameterDescription', listener: (message: { dataTypeIDs: number[] }) => void): void;
};

/**
 * Describes a statement.
 * @throws the error of PostgreSQL that parses it
 */
export async function describe(client: Client, text: string): Promise<Description> {
  return new Promise((resolve, reject) => {
    const found: Description = { params: [], fields: [] };
    const takeParams = ({ dataTypeIDs }: { dataTypeIDs: number[] }) => (found.params = dataTypeIDs);
    let protocol: Protocol;
    const query: Submittable & Record<string, unknown> = {
      submit(connection: Connection) {
        protocol = connection as Protocol;
        protocol.once('parameterDescription', takeParams);
        protocol.parse({ name: '', text, types: [] });
        protocol.describe({ type: 'S', name: '' });
        protocol.sync();
      },
      handleRowDescription({ fields }: { fields: { name: string; dataTypeID: number }[] }) {
        found.fields = fields.map(({ name, dataTypeID }) => ({ name, type: dataTypeID }));
      },
      // What is described next may not find this listener; after an error node-postgres does not report that the server is ready.
      handleError(error: Error) {
        protocol.removeListener('parameterDescription', takeParams);
        reject(error);
      },
      handleReadyForQuery: () => resolve(found),
    };
    client.query(query);
  });
}
