package io.systemmanager.contract.pact;

import org.junit.platform.suite.api.SelectClasses;
import org.junit.platform.suite.api.Suite;

/**
 * In this order, since the last reads what the others wrote down. Where tests are selected by a tag
 * there are none here, which is no failure.
 */
@Suite(failIfNoTests = false)
@SelectClasses({McpClientPact.class, McpOffersPact.class, McpProviderPact.class})
class McpPactTest {}
