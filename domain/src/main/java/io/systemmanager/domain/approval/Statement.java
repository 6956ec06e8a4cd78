package io.systemmanager.domain.approval;

import io.systemmanager.domain.json.Digest;
import io.systemmanager.domain.sshsig.SshSignature;
import io.systemmanager.domain.text.Moments;
import java.time.Instant;

/**
 * What an approver signs. It says which approval, which digest, which choice, and until when it
 * counts, so that a signature serves nothing else.
 */
public record Statement(ApprovalId id, Digest digest, Vote.Choice choice, Instant until) {
    /** The purpose for which it is signed: what {@code ssh-keygen -Y sign -n} is given. */
    public static final String NAMESPACE = "approval@systemmanager";

    /** Five lines of ASCII, each ended by a line feed; the moment stands there as in entries. */
    public String text() {
        return String.join(
                "\n",
                "systemmanager-approval/v1",
                id.value(),
                digest.hex(),
                choice.wireName(),
                Moments.written(until),
                "");
    }

    /** Whether that signature is under exactly this, whoever made it. */
    public boolean isSignedBy(SshSignature signature) {
        return signature.signs(NAMESPACE, text());
    }
}
