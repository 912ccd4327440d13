/// The result of an image verification, with the steps of the board's code.
package struct VerificationResult: Sendable, Hashable {
    /// The defect; `nil` if the image is valid.
    package var problem: ImageProblem?
    /// The steps, in order.
    package var steps: [DeviceStep]

    /// Whether the image is valid.
    package var isGood: Bool { problem == nil }
}
