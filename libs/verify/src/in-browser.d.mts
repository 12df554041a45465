/** Verdict on a document, as the command writes it. */
export type Verdict =
  | 'HOLDS'
  | 'PARTLY SEALED'
  | 'PARTLY CHECKED'
  | 'CONSISTENT, SIGNER NOT CHECKED'
  | 'NOT SEALED YET'
  | 'CANNOT HAVE HAPPENED SO';

/** Entries that seals cover; others are not reported. */
export interface Story {
  decisions: { attempt: number }[];
  statuses: { attempt: number; status: string }[];
  receipt: object | null;
}

export type Judgement =
  | { verdict: Verdict; sentences: string[]; story: Story; unsealed: string[]; refused?: undefined }
  | { refused: string; verdict?: undefined };

/** @param text - the document, as JSON. @param keys - what GET /v1/proof-keys gave */
export function judge(text: string, keys: { items: object[] }, lang: 'en' | 'fr', phone?: string): Judgement;

export type EvidenceJudgement =
  | {
      header: { fileId: string; phone: string; madeAt: string; madeBy: string; purpose: string; cut: string[] };
      entries: number;
      proofs: string[];
      isSigned: boolean;
      refused?: undefined;
    }
  | { refused: string };

/** @param signature - what GET /v1/evidence/<id>/signature gave. @param key - what GET /v1/opt-outs/export-key gave */
export function judgeEvidence(
  bytes: Uint8Array,
  signature: object | undefined,
  key: object | undefined,
): EvidenceJudgement;
