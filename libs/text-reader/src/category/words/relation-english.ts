import { anyOf, oneOf } from '../phrases';

// What English informative texts are about: see relation-french.ts.

const OWN = oneOf`
  orders?; parcels?; packages?; bookings?; reservations?; appointments?; appts?; invoices?; accounts?; flights?
  trips?; tickets?; claims?; payments?; refunds?; returns?; deliver(?:y|ies); prescriptions?; contracts?
  subscriptions?; memberships?; applications?; shifts?; deposits?; results?; statements?; policy; policies; trial
  plan; meter; engineer; driver; courier; lease; licen[cs]es?; lab; overdraft; rental; visa; passport; baggage
  luggage; session; lesson; classes; complaint; case; repair; interview; timesheet; rota; visit; scan; surgery
  quote; estimate; rent; mortgage; loan; tax return; fine; transfer; withdrawal; direct debit; card; balance; bill
  premium; tenancy; keys; vehicle; mot; service request; request; ticket; enquiry; donation; locker; code; exchange
  warranty; test; blood test; vaccination; referral; x-ray; procedure; check-in; table; room; pickup
  collection slot; slot; data; allowance; pin; id; document; paperwork; appeal; offer of; order form; reading
  glasses; lenses
`;
const DONE = oneOf`
  confirmed; shipped; dispatched; cancelled; canceled; moved; delayed; received; registered; approved; rejected
  declined; ready; due; overdue; booked; issued; delivered; collected?; signed; accepted; closed; suspended; passed
  failed; scheduled; rescheduled; charged; paid; unpaid; updated; postponed; processed; refunded; returned
  completed?; resolved; assigned; changed; expired; expires; credited; debited; arrived?; left; missed; transferred
  renewed; extended; started; on its way; on hold; on order; in progress; out for delivery; out today; running late
  available; attached; pending; not received; completes
`;

export const ENGLISH_TRANSACTION = anyOf`
  (?:your|the) (?:[a-z']+ )?(?:${OWN}); (?:${OWN}) (?:no\.? ?|number |ref |reference )?#?[a-z]{0,3}[0-9][a-z0-9-]…
  (?:${OWN}) (?:[a-z0-9':,.£$€-]+ ){0,5}(?:${DONE}); (?:${DONE}) (?:[a-z']+ ){0,2}(?:${OWN})
  your [a-z0-9' -]{2,40} (?:is|are|was|were|has|have|will|starts?|ends?|arrives?|departs?|expires?|passed|needs?) (?:been |be |not |now )?[a-z0-9]+
  you have an? [a-z]* ?(?:appointment|booking|delivery|interview|meeting|lesson); as (?:you )?requested
  you (?:requested|ordered|booked|applied|reported|asked for); about your; regarding your; tap to track
  we(?: have|.ve) (?:[a-z]+ed|sent|found|put|left) (?:your|the|a|an|it|[£$€][0-9.]+)
  your [a-z ]{2,25}.s (?:ready|here|in|done|fixed|finished|due|on its way|with)…; we could not [a-z]+
  we (?:were|are) unable; you have used
  (?:appointment|appt|booking|payment|rent|class|shift|interview|meeting|lesson) (?:reminder|change|update|on|at|with)
  reminder: (?:your )?(?:appt|appointment|booking|class|meeting|rent|bin|interview|payment)
`;

export const ENGLISH_NOTICE = anyOf`
  schools?; class(?: of)? [0-9a-z]+; term starts?; match; training (?:starts?|is|moved); practice; council
  closed(?! sale); closure; closes (?:at|early); cancelled; cancellation
  delayed; moved (?:to|from); postponed; rescheduled; power (?:cut|outage); water (?:off|outage|main); road works?
  roadworks; outage; out of order; broken; is off; minutes? (?:away|late); stops? away; running late
  gate [a-z0-9]+; room [0-9a-z]+; platform; dock [0-9]+; bay [0-9]+; reply (?:[0-9]|c|y|yes|no|ok|stop) (?:to|or|if)…
  reply (?:1|0) to (?:5|10); how (?:was|did|would|satisfied); payment of; received; refund; driver; declined; overdue
  engineer; technician; surgery; hospital; patients?; balance
  please (?:return|bring|collect|recharge|come|sign|call|sit|wait|empty|use|pay|have|arrive|check|ring|keep|allow|make sure|note|ensure|update|contact|confirm|ignore)
  job offer; house sale; locker; try again; attempt; prescription; deposit; your table; is ready; to collect; flight
  snow; ice; storm; traffic; diversion; replacement bus; strike; service (?:alert|update|disruption)
  hearing; bin collection; recycling; we tried to reach; battery; dog; vet; nursery; pitch; the test; heating; lift
  building; bus; train; coach; coaches; table for; mot; parents; pupils?; teacher; swimming is; homework; detention
  exams?; seminar; lecture
  shift; rota; payslip; timesheet; hr; payroll; with labou?r; labou?r (?:included|and parts); staff (?:meeting|room)
  site; reception; tenancy; landlord; inspection; polling (?:station|place); jury; deed; completes
  exchange of contracts
  withdrawn; flu jab; as booked; nhs; gp; dr; nurse; clinic (?:is|at|moved|on); fasting; dose; blood; covid; results
  fixture; kick-?off; referee; u1[0-9]; lab; memo; minutes of; agenda; per your; under your; late fee; arrears
  instal?ments?
`;

export const ENGLISH_PRACTICAL = anyOf`
  ok to (?:fix|proceed|go ahead|start)\?; shall we (?:go ahead|fix|proceed); we (?:close|open|shut) at
  call (?:us )?(?:on |at )?[0-9+]…; (?:to|please) (?:cancel|change|confirm|rebook|reschedule|track); questions\?
  reply (?:c|r|y|n|yes|no|ok|1|2|stop|help|cancel)…; do not reply
  thank you for (?:your (?:patience|understanding|payment|visit|help)|letting|waiting|paying|calling); thanks; sorry
  apologi[sz]e; apologies; we will (?:let you know|be in touch|call you|contact); please
  see you (?:then|tomorrow|at|on|soon)
  have a (?:good|nice|great|safe) (?:day|trip|flight|evening|journey|weekend|stay); safe travels; get well soon
  good luck; track (?:it|your|here|at); bring (?:your|a (?:photo|valid|copy|form)|id|water|proof|the)…
  if (?:you (?:can.t|cannot|need|have|are|did|didn.t)|not)…; keep (?:this|your)…; a letter follows
`;

export const ENGLISH_PASSIVE = anyOf`(?:is|are|was|were|been|be) (?:not |now |being )?[a-z]{3,}ed`;
