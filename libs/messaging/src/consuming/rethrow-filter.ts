import { Catch, type ExceptionFilter } from '@nestjs/common';
import { throwError } from 'rxjs';

// Nest's own filter would replace the error by "Internal server error" and log it; the consumer needs the error itself to
// decide between holding, retrying and dead-lettering.
@Catch()
export class RethrowFilter implements ExceptionFilter {
  catch(error: unknown) {
    return throwError(() => error);
  }
}
