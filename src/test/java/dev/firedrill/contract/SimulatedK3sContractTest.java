package dev.firedrill.contract;

/** Clusters of k3s. */
class SimulatedK3sContractTest extends SimulatedContract {

  SimulatedK3sContractTest() {
    super(Contracted.K3S);
  }
}
