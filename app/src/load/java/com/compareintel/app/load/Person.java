package com.compareintel.app.load;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.stream.Collectors;

/// Somebody with an API key, one request at a time.
record Person(HttpClient http, URI service, String key) {
    /// What is asked, of these models.
    static String body(List<String> models) {
        return models.stream()
                .map(model -> '"' + model + '"')
                .collect(
                        Collectors.joining(
                                ",",
                                "{\"prompt\": \"Explain tides to a child, please: why twice a day,"
                                        + " and why not everywhere?\", \"models\": [",
                                "]}"));
    }

    /// Compares these models and reads the stream to its end.
    void compare(List<String> models) {
        HttpRequest request =
                request("/v1/comparisons")
                        .header("Accept", "text/event-stream")
                        .POST(HttpRequest.BodyPublishers.ofString(body(models)))
                        .build();
        try {
            HttpResponse<InputStream> response =
                    http.send(request, HttpResponse.BodyHandlers.ofInputStream());
            try (InputStream stream = response.body()) {
                expect200(request, response);
                stream.transferTo(OutputStream.nullOutputStream());
            }
        } catch (IOException broken) {
            throw new IllegalStateException("a comparison broke off", broken);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(stopped);
        }
    }

    /// Reads anything, and throws it away.
    void read(String path) {
        HttpRequest request = request(path).build();
        try {
            expect200(request, http.send(request, HttpResponse.BodyHandlers.discarding()));
        } catch (IOException broken) {
            throw new IllegalStateException("could not read " + path, broken);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(stopped);
        }
    }

    private static void expect200(HttpRequest request, HttpResponse<?> response) {
        if (response.statusCode() != 200) {
            throw new IllegalStateException(request + " got " + response.statusCode());
        }
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(service.resolve(path))
                .header("Content-Type", "application/json")
                .header("Authorization", "Bearer " + key);
    }
}
