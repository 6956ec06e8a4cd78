package io.systemmanager.webhook;

import java.net.http.HttpResponse.BodySubscriber;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import org.jspecify.annotations.Nullable;

/**
 * The body of an answer whose status says all: the answer is there with its head, however long or
 * slow its body is. Its connection is closed rather than read to the end of it.
 */
final class UnreadBody implements BodySubscriber<@Nullable Void> {

    @Override
    public CompletionStage<@Nullable Void> getBody() {
        return CompletableFuture.completedFuture(null);
    }

    @Override
    public void onSubscribe(Flow.Subscription subscription) {
        subscription.cancel();
    }

    @Override
    public void onNext(List<ByteBuffer> unread) {}

    @Override
    public void onError(Throwable brokenOff) {}

    @Override
    public void onComplete() {}
}
