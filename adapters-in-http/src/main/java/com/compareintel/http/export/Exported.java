package com.compareintel.http.export;

import com.compareintel.core.account.Caller;
import java.util.Iterator;

/// A part of what somebody owns.
public interface Exported {
    /// The files of it. Each is to be read to its end before the next is asked for; nothing is
    /// fetched before it is read.
    Iterator<ExportFile> of(Caller caller);
}
