import type { Handsets } from '../domain/handsets';
import type { Receipts } from './receipts';
import type { Replies } from './replies';
import type { Submission } from '../state/submission';
import type { Submissions } from './submissions';
import type { Entry } from '../state/entry';

interface Restored {
  handsets: Handsets;
  replies: Replies;
  submissions: Submissions;
  receipts: Receipts;
}

/** Replays earlier entries, then sends what was not acknowledged: replies at once, receipts as after a submit. */
export function restore(entries: Iterable<Entry>, { handsets, replies, submissions, receipts }: Restored): void {
  const unacknowledged = new Map<string, Submission>();
  for (const entry of entries) {
    switch (entry.kind) {
      case 'submit':
        submissions.recall(entry);
        unacknowledged.set(entry.messageId, entry);
        break;
      case 'receipt-acknowledged':
        unacknowledged.delete(entry.messageId);
        break;
      case 'reply':
        replies.recall(entry);
        break;
      case 'reply-acknowledged':
        replies.recallAcknowledged(entry);
        break;
      case 'handsets-cleared':
        handsets.clear();
        break;
      case 'numbers':
        handsets.countFrom(entry.messages);
        replies.countFrom(entry.replies);
    }
  }
  replies.resume();
  for (const submission of unacknowledged.values()) receipts.sendLater(submission);
}
