/// The files that were written about a run that is over.
package struct RunFiles: Sendable, Hashable {
    /// The files about its boards.
    package var artifacts: [Artifact]
    /// Why files are missing; all others were written.
    package var failures: [ResultFailure]

    package init(artifacts: [Artifact] = [], failures: [ResultFailure] = []) {
        (self.artifacts, self.failures) = (artifacts, failures)
    }
}
