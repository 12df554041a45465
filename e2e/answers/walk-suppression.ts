import { eventually } from '@stopsms/testing';
import { type Clients, given } from './clients';
import { checkEvidence } from './check-evidence';
import { type Walked, WALKED_PHONE, csv } from './walk-campaign';

const PHONE = '+33639989904';

/** Every route of suppression. */
export async function walkSuppression(
  { suppression: api, compliance }: Clients,
  { advertiserId }: Walked,
): Promise<void> {
  given(await api.PUT('/v1/opt-outs', { body: { phone: PHONE, scope: advertiserId, reason: 'walks all routes' } }));
  given(await api.GET('/v1/opt-outs', { params: { query: { advertiserId } } }));
  given(await api.GET('/v1/opt-out-sources'));
  given(await api.POST('/v1/opt-outs/search', { body: { phone: PHONE } }));
  given(await api.POST('/v1/why-blocked', { body: { phone: PHONE, advertiserId } }));
  given(await api.POST('/v1/numbers/search', { body: { phone: PHONE } }));
  const list = 'phone;at\n06 39 98 99 05;2025-11-25T10:30:00Z\n';
  given(await api.POST('/v1/opt-outs/import', { params: { query: { advertiserId } }, ...csv(list) }));
  given(
    await api.POST('/v1/opt-outs/reconcile', { params: { query: { advertiserId, operator: 'walk' } }, ...csv(list) }),
  );
  given(
    await api.POST('/v1/opt-outs/lift', {
      body: {
        ...{ phone: '06 39 98 99 05', advertiserId, by: 'walker', reason: 'walks all routes' },
        document: { kind: 'letter', keptAt: 'archive', date: '2025-11-26T10:30:00Z', sha256: '0'.repeat(64) },
      },
    }),
  );
  await walkExport(api, advertiserId);
  await walkReports(api);
  await walkEvidence(api, given(await compliance.GET('/v1/proof-keys')));
  const asked = { phone: PHONE, requestedBy: 'walker', reason: 'walks all routes' };
  given(await api.POST('/v1/erasures', { body: { ...asked, advertiserId } }));
  given(await api.GET('/v1/erasures'));
  given(await api.POST('/v1/persons/standing', { body: { phone: PHONE } }));
  given(
    await api.POST('/v1/erasures/complete', {
      body: {
        ...asked,
        document: 'letter 13',
        explainedAt: '2025-11-20T10:00:00Z',
        insistedAt: '2025-11-24T10:00:00Z',
      },
    }),
  );
  given(await api.POST('/v1/opt-outs/republish', { body: { by: 'walker', reason: 'walks all routes' } }));
  await eventually('every opt-out is written again', async () => {
    return given(await api.GET('/v1/opt-outs/republish')).state === 'finished';
  });
}

async function walkExport(api: Clients['suppression'], advertiserId: string): Promise<void> {
  given(await api.GET('/v1/opt-outs/export-key'));
  given(await api.POST('/v1/opt-outs/export-names', { body: { advertiserId, phones: [PHONE] } }));
  const { response } = await api.GET('/v1/opt-outs/export', { params: { query: { advertiserId } }, parseAs: 'text' });
  const id = response.headers.get('x-export-id') ?? '';
  given(await api.GET('/v1/opt-outs/exports/{id}/signature', { params: { path: { id } } }));
}

async function walkEvidence(api: Clients['suppression'], proofKeys: object): Promise<void> {
  const body = { phone: WALKED_PHONE, purpose: 'walks all routes', by: 'walker' };
  const { response, data = '' } = await api.POST('/v1/evidence', { body, parseAs: 'text' });
  const path = { id: response.headers.get('x-evidence-id') ?? '' };
  const signature = given(await api.GET('/v1/evidence/{id}/signature', { params: { path } }));
  const key = given(await api.GET('/v1/opt-outs/export-key'));
  await checkEvidence(data, signature, key, proofKeys);
}

async function walkReports(api: Clients['suppression']): Promise<void> {
  const report = { source: '33700', report_id: 'walk-1', received_at: '2026-11-23T09:00:00Z', sender: 'NOBODY' };
  given(await api.POST('/v1/abuse-reports', { body: [report] }));
  const unmatched = { params: { query: { state: 'unmatched' as const, limit: 1_000 } } };
  const { items } = given(await api.GET('/v1/abuse-reports', unmatched));
  const id = items.find(({ reportId }) => reportId === report.report_id)?.id ?? '';
  given(
    await api.POST('/v1/abuse-reports/{id}/resolve', {
      params: { path: { id } },
      body: { by: 'walker', reason: 'nobody’s text' },
    }),
  );
}
