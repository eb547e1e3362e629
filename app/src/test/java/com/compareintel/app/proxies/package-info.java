/// What stands between the product and its clients, or reads its streams without knowing it: real
/// proxies with the deployed configurations, and event-stream clients that others wrote.
@NullMarked
package com.compareintel.app.proxies;

import org.jspecify.annotations.NullMarked;
