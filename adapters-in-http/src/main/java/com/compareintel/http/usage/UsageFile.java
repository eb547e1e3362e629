package com.compareintel.http.usage;

import com.compareintel.core.account.Caller;
import com.compareintel.core.usage.Grouping;
import com.compareintel.core.usage.ShowUsage;
import com.compareintel.http.export.ExportFile;
import com.compareintel.http.export.Exported;
import jakarta.inject.Singleton;
import java.util.Iterator;
import java.util.List;

/// What somebody has used by months, as `GET /v1/usage` tells it, since there is anything to tell.
@Singleton
final class UsageFile implements Exported {
    private final ShowUsage showUsage;

    UsageFile(ShowUsage showUsage) {
        this.showUsage = showUsage;
    }

    @Override
    public Iterator<ExportFile> of(Caller caller) {
        ShowUsage.Ever ever = showUsage.ever(caller);
        return List.of(
                        ExportFile.json(
                                "usage.json",
                                UsageJson.of(
                                        ever.first(), ever.last(), Grouping.MONTH, ever.report())))
                .iterator();
    }
}
