/*
 * The landing protocol of one task: Kafka transactions, group fencing, the first-record gate, the retry place,
 * conditional PUTs, zombies and crashes. docs/guarantee.md explains how to read and run it.
 *
 * Two instances work on one task with one input partition and one retry partition. The group gives the task to one
 * instance at a time; the other may not know yet (a zombie) and goes on with stale state. An instance may crash at
 * any step. What an instance does between two commits is local until its Kafka transaction commits.
 *
 * Checked after every commit and every PUT:
 *   - each record is in exactly one place: input, retry topic, retry store, a batch, a landed object, dead letters;
 *   - an object that the manifest announces is in S3 with exactly the batch's content;
 *   - no object is announced twice, and no object that S3 has is overwritten.
 *
 * -DMUTATION_n builds a protocol with one known wrong turn. Each must be found:
 *   1  a batch is uploaded as soon as it is sealed, before the commit of the seal
 *   2  no first-record gate: a task acts by itself before it has consumed anything
 *   3  PUT without a condition
 *   4  landing deletes the batch in one transaction and announces the object in the next
 *   5  the new owner does not wait for pending offsets of an open transaction
 *   6  offsets are not part of the transaction, so the group cannot fence a zombie
 *   7  the upload is handed over when the commit is prepared, not when it has succeeded
 *   8  a retried record leaves the retry store before the commit
 *   9  a key taken by a foreign object counts as uploaded
 */

#ifndef RECORDS
#define RECORDS 2            /* input records, at most 8: a record is a bit of a byte */
#endif
#ifndef BATCHES
#define BATCHES 2            /* batches that the store may number, at most 8 */
#endif
#ifndef TAKEOVERS
#define TAKEOVERS 3          /* how often an instance takes the task over */
#endif
#define INSTANCES 2
#define KEYS      (2 * BATCHES)      /* object keys: two incarnations of each batch number */

#define FREE   0
#define OPEN   1
#define SEALED 2

#define BIT(n)        (1 << (n))
#define HAS(set, n)   (((set) >> (n)) & 1)

/* What Kafka has committed. Sets are bit masks: of records, or of batch numbers. */
byte offset;                 /* of the next input record */
byte retryTopic;             /* records in the retry topic that are not read yet */
byte waiting;                /* records in the retry store */
byte tried;                  /* records that were retried once; a second retry is a dead letter */
byte deadLetters;
byte announced;              /* batches whose object the manifest announces */
byte state[BATCHES];
byte content[BATCHES];       /* records of a batch */
byte renamed;                /* batches under a key of the second incarnation */
byte nextBatch;
bool wakeUp;                 /* an unread wake-up record is in the retry topic */

/* S3: the content of an object, 0 for none; bit 7 marks an object of another program. */
#define FOREIGN 128
byte s3[KEYS];
bool foreignWritten;

/* The group. */
byte generation;             /* counts the owners */
byte owner = INSTANCES;      /* none yet */
byte pendingOffsets;         /* instances whose open transaction holds offsets that the group has accepted */

/* The announced content, kept for the check: S3 must agree for ever. */
byte announcedContent[KEYS];

#define KEY(b, isRenamed) ((b) + ((isRenamed) -> BATCHES : 0))

/* Every record is in exactly one place. */
inline checkPlaces() {
    for (i : 0 .. RECORDS - 1) {
        places = (i >= offset) + HAS(retryTopic, i) + HAS(waiting, i) + HAS(deadLetters, i);
        for (j : 0 .. BATCHES - 1) {
            if
            :: state[j] != FREE -> places = places + HAS(content[j], i)
            :: else
            fi
        }
        for (j : 0 .. KEYS - 1) { places = places + HAS(announcedContent[j], i) }
        assert(places == 1)
    }
    for (j : 0 .. KEYS - 1) {
        if
        :: announcedContent[j] != 0 -> assert(s3[j] == announcedContent[j])
        :: else
        fi
    }
    i = 0; j = 0; places = 0
}

#define forgetTransaction() \
        tRetries = 0; tDeadLetters = 0; tLanded = 0; tDirty = 0; tRead = 0; \
        tWakeUp = false; tAny = false; tWakeRead = false; tWaiting = false; sealedNow = 0; isCommitting = false

#define forgetLife() \
        forgetTransaction(); myGeneration = 0; hasConsumed = false; \
        myOffset = 0; myRetryTopic = 0; myWaiting = 0; myTried = 0; myNext = 0; myRenamed = 0; \
        uploading = 0; uploaded = 0; taken = 0; r = 0; b = 0; \
        for (i : 0 .. BATCHES - 1) { myState[i] = FREE; myContent[i] = 0 } i = 0

#ifdef MUTATION_2
#define mayAct true
#else
#define mayAct hasConsumed
#endif

#ifdef MUTATION_5
#define offsetsAreStable true
#else
#define offsetsAreStable (pendingOffsets == 0)
#endif

#ifdef MUTATION_6
#define groupAccepts true
#else
#define groupAccepts (!hasConsumed || (owner == me && myGeneration == generation))
#endif

/* An attempt at record r: converted into the open batch, retried, or dead-lettered. */
inline attempt() {
    tAny = true;
    if
    :: /* converted */
       b = 0;
       do
       :: b < BATCHES && !(myState[b] == OPEN) -> b++
       :: else -> break
       od;
       if
       :: b == BATCHES && myNext < BATCHES ->
          b = myNext; myNext++; myState[b] = OPEN; myContent[b] = 0
       :: b == BATCHES && myNext == BATCHES -> /* the model has no more batches */
          tDeadLetters = tDeadLetters | BIT(r); b = BATCHES
       :: else
       fi;
       if
       :: b < BATCHES ->
          myContent[b] = myContent[b] | BIT(r); tDirty = tDirty | BIT(b)
       :: else
       fi
    :: HAS(myTried, r) == 0 -> /* retried, once */
       myTried = myTried | BIT(r); tRetries = tRetries | BIT(r)
    :: tDeadLetters = tDeadLetters | BIT(r)
    fi;
    b = 0
}

inline begin() {             /* takes the task over and restores it from what is committed */
    generation++;
    owner = me; myGeneration = generation;
    hasConsumed = false;
    myOffset = offset; myRetryTopic = retryTopic; myWaiting = waiting; myTried = tried; myNext = nextBatch;
    myRenamed = renamed;
    for (i : 0 .. BATCHES - 1) {
        myState[i] = state[i]; myContent[i] = content[i];
        if
        :: state[i] == SEALED -> uploading = uploading | BIT(i)    /* what is restored is committed */
        :: else
        fi
    }
    i = 0
}

inline apply() {             /* the transaction commits: all of it, at once */
    assert((retryTopic & tRetries) == 0);
    assert((deadLetters & tDeadLetters) == 0);
    assert((announced & tLanded) == 0);
    if
    :: hasConsumed -> offset = myOffset; retryTopic = retryTopic & ~tRead;
       wakeUp = wakeUp && !tWakeRead
    :: else
    fi;
    retryTopic = retryTopic | tRetries;
    deadLetters = deadLetters | tDeadLetters;
    wakeUp = wakeUp || tWakeUp;
    if
    :: tWaiting -> waiting = myWaiting
    :: else
    fi;
    tried = tried | myTried;
    for (i : 0 .. BATCHES - 1) {
        if
        :: HAS(tDirty, i) -> state[i] = myState[i]; content[i] = myContent[i];
           if
           :: HAS(myRenamed, i) -> renamed = renamed | BIT(i)
           :: else
           fi
        :: else
        fi;
        if
        :: HAS(tLanded, i) ->
           announced = announced | BIT(i);
           announcedContent[KEY(i, HAS(myRenamed, i))] = myContent[i]
        :: else
        fi
    }
    i = 0;
    nextBatch = (myNext > nextBatch -> myNext : nextBatch)
}


proctype Instance(byte me) {
    /* One life of the task: all of it is forgotten by a crash. */
    byte myGeneration;
    bool hasConsumed;        /* the next commit names offsets */
    byte myOffset, myRetryTopic, myWaiting, myTried, myNext, myRenamed;
    byte myState[BATCHES];
    byte myContent[BATCHES];

    /* The open transaction. */
    byte tRetries, tDeadLetters, tLanded, tDirty, tRead;
    bool tWakeUp, tAny, tWakeRead, tWaiting;
    bool isCommitting;       /* the offsets are sent, if there are any; what is left is to end the transaction */

    byte sealedNow;          /* batches sealed in the open transaction */
    byte uploading;          /* batches handed to the uploader */
    byte uploaded;           /* batches with the answer "durable" */
    byte taken;              /* batches with the answer "another object has the key" */

    byte r, b, i, j, places;

    do
    /* The group gives the task to this instance, whether or not the owner before knows. */
    :: atomic { myGeneration == 0 && generation < TAKEOVERS && owner != me && offsetsAreStable -> begin() }

    /* It learns that it lost the task, or crashes: the open transaction is aborted. */
    :: d_step { myGeneration != 0 ->
                pendingOffsets = pendingOffsets & ~BIT(me);
                owner = (owner == me -> INSTANCES : owner);
                forgetLife() }

    /* An input record, with the offset as part of the transaction. */
    :: atomic { myGeneration != 0 && myOffset < RECORDS && !isCommitting ->
                r = myOffset; myOffset++; hasConsumed = true; attempt(); r = 0 }

    /* A record of the retry topic goes to the retry store, and waits. */
    :: atomic { myGeneration != 0 && myRetryTopic != 0 && !isCommitting ->
                r = 0;
                do
                :: HAS(myRetryTopic, r) == 0 -> r++
                :: else -> break
                od;
                myRetryTopic = myRetryTopic & ~BIT(r); tRead = tRead | BIT(r);
                myWaiting = myWaiting | BIT(r); tWaiting = true; hasConsumed = true; tAny = true; r = 0 }

    /* Records that another transaction has put into the retry topic come with the next poll. */
    :: d_step { myGeneration != 0 && owner == me && !isCommitting &&
                ((retryTopic & ~tRead) & ~myRetryTopic) != 0 ->
                myRetryTopic = myRetryTopic | (retryTopic & ~tRead) }

    /* The wake-up record. */
    :: d_step { myGeneration != 0 && wakeUp && !tWakeRead && owner == me && !isCommitting ->
                tWakeRead = true; hasConsumed = true; tAny = true }
    :: d_step { myGeneration != 0 && !hasConsumed && !tWakeUp && !wakeUp && !isCommitting ->
                tWakeUp = true; tAny = true }

    /* A waiting record is due. */
    :: atomic { myGeneration != 0 && mayAct && myWaiting != 0 && !isCommitting ->
                r = 0;
                do
                :: HAS(myWaiting, r) == 0 -> r++
                :: else -> break
                od;
                myWaiting = myWaiting & ~BIT(r); tWaiting = true;
#ifdef MUTATION_8
                waiting = waiting & ~BIT(r);
#endif
                attempt(); r = 0 }

    /* An open batch is due: by its size, its age or a bound. */
    :: atomic { myGeneration != 0 && mayAct && !isCommitting ->
                b = 0;
                do
                :: b < BATCHES && !(myState[b] == OPEN && myContent[b] != 0) -> b++
                :: else -> break
                od;
                if
                :: b < BATCHES ->
                   myState[b] = SEALED; tDirty = tDirty | BIT(b); tAny = true; sealedNow = sealedNow | BIT(b);
#ifdef MUTATION_1
                   uploading = uploading | BIT(b)
#endif
                :: else
                fi;
                b = 0 }

    /* A commit, in two steps: the group accepts the offsets, which it refuses from a zombie; the transaction ends. */
    :: d_step { myGeneration != 0 && tAny && !isCommitting && groupAccepts ->
                isCommitting = true;
                pendingOffsets = pendingOffsets | (hasConsumed -> BIT(me) : 0);
#ifdef MUTATION_7
                uploading = uploading | sealedNow
#endif
              }
    :: atomic { myGeneration != 0 && isCommitting ->
                apply();
                checkPlaces();
                pendingOffsets = pendingOffsets & ~BIT(me);
                uploading = uploading | sealedNow;
                forgetTransaction() }

    /* The uploader's threads: PUT where no object is. A zombie's go on, and so may those of an aborted life. */
    :: atomic { uploading != 0 ->
                b = 0;
                do
                :: HAS(uploading, b) == 0 -> b++
                :: else -> break
                od;
                i = KEY(b, HAS(myRenamed, b));
                if
                :: s3[i] == 0 -> s3[i] = myContent[b]; uploaded = uploaded | BIT(b)
#ifdef MUTATION_3
                :: s3[i] != 0 -> assert(s3[i] == myContent[b]); s3[i] = myContent[b]; uploaded = uploaded | BIT(b)
#else
                :: s3[i] != 0 && s3[i] == myContent[b] -> uploaded = uploaded | BIT(b)
#ifdef MUTATION_9
                :: s3[i] != 0 && s3[i] != myContent[b] -> uploaded = uploaded | BIT(b)
#else
                :: s3[i] != 0 && s3[i] != myContent[b] ->
                   assert(s3[i] & FOREIGN);     /* never an object of ours with other content */
                   taken = taken | BIT(b)
#endif
#endif
                fi;
                uploading = uploading & ~BIT(b);
                b = 0; i = 0 }

    /* Durable: the batch goes, and the manifest entry comes, in one transaction. */
    :: atomic { myGeneration != 0 && mayAct && uploaded != 0 && !isCommitting ->
                b = 0;
                do
                :: HAS(uploaded, b) == 0 -> b++
                :: else -> break
                od;
                uploaded = uploaded & ~BIT(b);
                myState[b] = FREE; tDirty = tDirty | BIT(b); tAny = true;
#ifdef MUTATION_4
                if
                :: tLanded = tLanded | BIT(b)
                :: skip                          /* the announcement is left to the next transaction */
                fi;
#else
                tLanded = tLanded | BIT(b);
#endif
                b = 0 }

    /* Another program's object has the key: a key of a new incarnation, uploaded after the commit of that. */
    :: atomic { myGeneration != 0 && mayAct && taken != 0 && !isCommitting ->
                b = 0;
                do
                :: HAS(taken, b) == 0 -> b++
                :: else -> break
                od;
                taken = taken & ~BIT(b);
                myRenamed = myRenamed | BIT(b); tDirty = tDirty | BIT(b); tAny = true;
                sealedNow = sealedNow | BIT(b);
                b = 0 }
    od
}

/* Another program writes one object under a key that will be ours. */
proctype Foreign() {
    end: atomic { !foreignWritten && s3[0] == 0 -> s3[0] = FOREIGN; foreignWritten = true }
}

init {
    atomic {
        run Instance(0);
        run Instance(1);
        run Foreign()
    }
}
