package io.systemmanager.contract.architecture.planted.util;

/** Planted: names and a package that say nothing. */
public final class BadNames {
    private BadNames() {}

    interface ILedger {}

    interface LedgerPort {}

    record LedgerImpl() implements ILedger {}

    record ContainerManager() {}

    record TextUtil() {}

    record TextUtils() {}

    record LedgerHelper() {}
}
